# Shared by the scripts of this folder: a temporary folder, pinned public packages in it, and a
# comparison that fails when what was seen is no longer so. Source it; it runs nothing by itself.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Python packages, pinned (`NAME==VERSION`), in an environment of their own: "$python" runs there.
pip_install() {
    python3 -m venv "$folder/venv"
    python="$folder/venv/bin/python"
    "$python" -m pip install --quiet --disable-pip-version-check "$@"
}

# npm packages, pinned (`NAME@VERSION`), for scripts that run in "$folder".
npm_install() {
    (cd "$folder" && npm init --yes >/dev/null && npm install --silent --no-audit --no-fund "$@")
}

# A Rust program from standard input, with its crates, pinned (`NAME@=VERSION`, and `:FEATURES` where it
# needs some); `run_program` builds and runs it.
cargo_program() {
    local crate
    (cd "$folder" && cargo init --quiet --vcs none --name seen . && cat >src/main.rs)
    for crate in "$@"; do
        (cd "$folder" && cargo add --quiet "${crate%%:*}" --features "$(cut -s -d: -f2 <<<"$crate")")
    done
}
run_program() { (cd "$folder" && CARGO_TARGET_DIR="$folder/target" cargo run --quiet); }

# kubectl 1.37.1 (with Kustomize 5.8.1 built in) and Helm 4.3.1, from the Python package that
# carries both: "$kubectl" and "$helm". Another minor version, and the package's version: `33 2.2.2`.
kubectl_and_helm() {
    local layer=lambda-layer-kubectl-v${1:-37} version=${2:-2.0.0}
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        "aws-cdk-$layer==$version"
    local archive
    archive=$(find "$folder/venv" -name "$layer@$version.jsii.tgz")
    mkdir "$folder/layer"
    tar -xzf "$archive" -C "$folder/layer"
    (cd "$folder/layer" && find . -name '*.zip' -exec python3 -m zipfile -e {} tools \;)
    kubectl="$folder/layer/tools/kubectl/kubectl"
    helm="$folder/layer/tools/helm/helm"
    chmod +x "$kubectl" "$helm"
}

# see WHAT EXPECTED ACTUAL: prints what is seen, and fails where it is something else by now.
see() {
    if [ "$2" = "$3" ]; then
        printf 'seen: %s: %s\n' "$1" "$3"
    else
        printf 'CHANGED: %s\n  was: %s\n  is:  %s\n' "$1" "$2" "$3"
        exit 1
    fi
}
