#!/usr/bin/env bash
# lightkube 1.0.1
#
# One would expect: the client's `parse_quantity` reads every quantity that Kubernetes reads.
# Seen: it refuses the suffixes `n` and `u`, which the metrics API prints for CPU usage, and the
# capital exponent (`1E3`); and it takes `Zi`, which Kubernetes doesn't have.
. "$(dirname "$0")/lib.sh"
pip_install lightkube==1.0.1
read_all() {
    "$python" - "$@" <<'PY'
import sys
from lightkube.utils.quantity import parse_quantity
def read(text):
    try:
        return str(parse_quantity(text).normalize().to_integral_value())
    except ValueError:
        return "refused"
print(" ".join(read(text) for text in sys.argv[1:]))
PY
}
see "1500000000n 2000000u 1E3" "refused refused refused" "$(read_all 1500000000n 2000000u 1E3)"
see "1e3" "1E+3" "$(read_all 1e3)"
see "1Zi is read" "1180591620717411303424" "$(read_all 1Zi)"
