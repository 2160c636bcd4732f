;; Opens agent.yaml with the settings of the documentation, asks eglot for everything, and ends with
;; an error at the first answer that is not what is expected.
(package-initialize)
(load (expand-file-name "~/.config/emacs/init.el") nil t)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(defun fail (what seen)
  (princ (format "emacs: %s: %S\n" what seen) #'external-debugging-output)
  (kill-emacs 1))

(defun expect (what holds seen)
  (unless holds (fail what seen))
  (princ (format "ok  %s\n" what)))

(defun texts () (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
(defun told (rule) (cl-some (lambda (text) (string-search (format "[%s]" rule) text)) (texts)))

(defun await (what holds)
  ;; What eglot does once the user pauses: a batch job never does.
  (when eglot--managed-mode (eglot--signal-textDocument/didChange))
  (let ((until (+ (float-time) 30)))
    (while (and (not (funcall holds)) (< (float-time) until))
      (accept-process-output nil 0.05)))
  (expect what (funcall holds) (texts)))

(defun to (word)
  (goto-char (point-min))
  (search-forward word)
  (goto-char (match-beginning 0)))

(defun act (word kind title)
  "Takes the action of a kind whose title has a text, where a word stands."
  (to word)
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt collection &rest _)
               (or (cl-find-if (lambda (one) (string-search title one))
                               (mapcar (lambda (one) (if (consp one) (car one) one)) collection))
                   (fail "no such action" collection)))))
    ;; As if called by a key: no menu of a window is asked.
    (let ((last-nonmenu-event ?\r))
      (eglot-code-actions (point) (1+ (point)) kind t))))

(find-file "agent.yaml")
;; A batch job has no commands of a user, after which eglot would start.
(run-hooks 'post-command-hook)
(await "the server starts" #'eglot-current-server)
(expect "the buffer is managed" eglot--managed-mode nil)
(flymake-start)
(await "diagnostics are shown"
       (lambda () (and (told "admission-strict") (told "deprecated-node-label"))))
(let ((strict (cl-find-if (lambda (one) (string-search "[admission-strict]" (flymake-diagnostic-text one)))
                          (flymake-diagnostics))))
  (to "imagPullPolicy")
  (expect "at their place" (= (flymake-diagnostic-beg strict) (point)) strict))

(defun hover (word)
  (to word)
  (let (said)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq said (or text ""))))
    (await (format "hover on %s" word) (lambda () (and said (not (string-empty-p said)))))
    (substring-no-properties said)))
(let ((said (hover "beta.kubernetes.io/os")))
  (expect "hover tells of the rule" (string-search "What to write instead" said) said)
  (expect "hover tells of nodes" (string-search "of 5 nodes" said) said))
(let ((said (hover "serviceAccountName")))
  (expect "hover tells of the field" (string-search "Who the pod is" said) said))

(to "serviceAccountName: agent")
(search-forward ": ")
(let ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
  (expect "definition" (= 4 (xref-location-line (xref-item-location (car found)))) found))

(act "beta.kubernetes.io/os" "quickfix" "kubernetes.io/os")
(await "a fix mends its finding" (lambda () (not (told "deprecated-node-label"))))
(expect "in the text"
        (progn (goto-char (point-min)) (search-forward "        kubernetes.io/os: linux" nil t))
        (buffer-string))

(act "imagPullPolicy" "quickfix" "Suppress admission-strict")
(await "a finding is suppressed" (lambda () (not (told "admission-strict"))))

(to "      serviceAccountName")
(insert "      tolerations:\n        - key: \n")
(forward-char -1)
(eglot--signal-textDocument/didChange)
(pcase-let ((`(,_ ,_ ,table . ,_) (eglot-completion-at-point)))
  (let ((offered (all-completions "" table)))
    (expect "completion from the nodes" (member "dedicated" offered) offered)))

(to "      tolerations")
(insert "      broken: [\n")
(await "broken YAML is told of" (lambda () (told "admission-decode")))

(let ((server (eglot-current-server)))
  (eglot-shutdown server)
  (expect "the server ends" (not (jsonrpc-running-p server)) server))
(set-buffer-modified-p nil)
