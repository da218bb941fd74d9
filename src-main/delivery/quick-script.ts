/** Where a script of ours finds what it needs; all of it absolute. */
export interface ScriptPlaces {
  readonly home: string;
  readonly socket: string;
  readonly node: string;
  /** Latchkey's own command, `latchkey.cjs`. */
  readonly command: string;
}

/** The app waits 53 s at most, and the Go SDK 60 s. */
const CURL_LIMIT_SECONDS = 55;

/**
 * The text of the script that `credential_process` lines start on Linux and macOS: a third of the time
 * that Node alone takes to start (G1). It asks the running Latchkey with curl, and hands over to
 * Latchkey's own command where none answers. Nothing secret is ever an argument.
 */
export function quickScript({ home, socket, node, command }: ScriptPlaces): string {
  return `#!/bin/sh
# Written by Latchkey for the credential_process lines of your AWS config file, and rewritten when it changes.
{ set +x +a; } 2>/dev/null
LATCHKEY_HOME=${quoted(home)}
export LATCHKEY_HOME
socket=${quoted(socket)}
folder=\${socket%/*}

own_command() {
  node=${quoted(node)}
  [ -x "$node" ] || node=node
  exec "$node" ${quoted(command)} credentials "$@"
}

# What curl would have to encode is left to the command.
case "$#\${1-}" in
  1*[!A-Za-z0-9_@+.:/-]* | 1 | [!1]*) own_command "$@" ;;
esac
# A socket that somebody else has put there would give credentials of their choice.
if [ -L "$folder" ] || [ ! -O "$folder" ] || [ -L "$socket" ] || [ ! -S "$socket" ] || [ ! -O "$socket" ]; then
  own_command "$@"
fi
reply=$(curl -q -s -g --noproxy '*' --path-as-is -m ${CURL_LIMIT_SECONDS} --unix-socket "$socket" -H "prefer: \${LATCHKEY_PASSPHRASE:+wait=0}" -w '\\n%{http_code}' "http://latchkey/credentials/$1" 2>/dev/null)
case $? in
  0) ;;
  28)
    echo 'latchkey: The running Latchkey does not answer. Look at its window, or start it anew.' >&2
    exit 1
    ;;
  *) own_command "$@" ;;
esac
text=\${reply%
*}
case $reply in
  '{'*'
200')
    # A printf of its own process would show the secret in the list of processes.
    [ "$(command -v printf)" = printf ] || own_command "$@"
    printf '%s' "$text"
    ;;
  latchkey:*)
    # With the passphrase at hand, the command may open the vault.
    [ -z "\${LATCHKEY_PASSPHRASE-}" ] || own_command "$@"
    printf '%s' "$text" >&2
    exit 1
    ;;
  *) own_command "$@" ;;
esac
`;
}

/** As one word for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
