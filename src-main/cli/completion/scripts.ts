import type { Shell } from '../env-lines.ts';

/** What a shell runs once, to complete `latchkey` from then on. All that is known is asked of `latchkey complete`. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  // Works from bash 3.2 (macOS) on, with and without the package bash-completion.
  bash: `_latchkey() {
  local rest=\${COMP_LINE:0:COMP_POINT} line='' kind='' head='' i piece
  local -a words=() starts=()
  # bash divides at ":" and "@" too: what no blank divides is one word.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    if [[ i -eq 0 || $rest == [[:space:]]* ]]; then
      rest=\${rest#"\${rest%%[![:space:]]*}"}
      words+=('')
      starts+=("$i")
    fi
    piece=\${COMP_WORDS[i]}
    if ((i == COMP_CWORD)); then piece=\${piece:0:\${#rest}}; fi
    words[\${#words[@]} - 1]+=$piece
    rest=\${rest#"$piece"}
  done
  # It replaces what follows the last of its dividers.
  local current=\${words[\${#words[@]} - 1]}
  for ((i = \${#current}; i > 0; i--)); do
    if [[ $COMP_WORDBREAKS == *"\${current:i-1:1}"* ]]; then
      head=\${current:0:i}
      break
    fi
  done
  # In quotes it replaces all of the word.
  if [[ $head == \\"* || $head == "'"* ]]; then head=''; fi
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then kind=$line; elif [[ $line == "$head"* ]]; then COMPREPLY+=("\${line#"$head"}"); fi
  done < <(command latchkey complete --shell bash -- "\${words[@]:1}" 2>/dev/null)
  compopt -o nosort 2>/dev/null
  case $kind in
    files | folders) compopt -o default 2>/dev/null ;;
    # What they have in common may be less than what is typed, which would be lost: with this it is nothing.
    loose) if ((\${#COMPREPLY[@]} > 1)); then COMPREPLY+=(''); fi ;;
    command*)
      i=\${starts[\${kind#command } + 1]}
      if declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset "$i"
      elif declare -F _command_offset >/dev/null; then
        _command_offset "$i"
      elif ((i == COMP_CWORD)); then
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -c -- "$current")
      else
        compopt -o default 2>/dev/null
      fi
      ;;
  esac
}
complete -F _latchkey latchkey`,

  zsh: `#compdef latchkey
_latchkey() {
  local -a lines values texts
  local line kind
  lines=("\${(@f)$(command latchkey complete --shell zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  kind=$lines[1]
  shift lines
  case $kind in
    files) _files ;;
    folders) _files -/ ;;
    command*)
      shift $((\${kind#command } + 1)) words
      ((CURRENT -= \${kind#command } + 1))
      _normal
      ;;
    *)
      for line in $lines; do
        values+=("\${line%%$'\\t'*}")
        texts+=("\${line/$'\\t'/  -- }")
      done
      if [[ $kind == loose ]]; then
        # None begins with what is typed: each takes its place in turn.
        compadd -U -V latchkey -l -d texts -a -- values
        compstate[insert]=menu
      else
        compadd -V latchkey -l -d texts -a -- values
      fi
      ;;
  esac
}
if [[ $funcstack[1] == _latchkey ]]; then
  _latchkey "$@"
else
  compdef _latchkey latchkey
fi`,

  fish: `function __latchkey_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -e words[1]
    set -l lines (command latchkey complete --shell fish -- $words "$current" 2>/dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    switch "$kind"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
        case 'command *'
            __fish_complete_subcommand --fcs-skip=(math (string replace 'command ' '' -- $kind) + 1)
        case '*'
            printf '%s\\n' $lines
    end
end
complete -c latchkey -e
complete -c latchkey -f -k -a '(__latchkey_complete)'`,

  powershell: `Register-ArgumentCompleter -Native -CommandName latchkey -ScriptBlock {
    param($current, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.Extent.Text })
    # Windows PowerShell gives no empty word to a program: the one being typed has an option of its own.
    $lines = @(latchkey complete --shell powershell "--current=$current" -- $words 2>$null)
    if ($lines.Count -eq 0 -or $lines[0] -notin 'words', 'loose') { return }
    $lines | Select-Object -Skip 1 | ForEach-Object {
        $value, $text = $_ -split "\`t", 2
        if (-not $text) { $text = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value.Trim("'"), 'ParameterValue', $text)
    }
}`,
};
