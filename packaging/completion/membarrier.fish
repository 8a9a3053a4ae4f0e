# SPDX-License-Identifier: MIT OR Apache-2.0
# fish completion of membarrier(1)
set -l commands info selftest litmus bench report
complete -c membarrier -f
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -a info -d 'Which strategy is in use here, and why'
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -a selftest -d 'Whether the strategy really works here'
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -a litmus -d 'Try that the barriers order what they promise'
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -a bench -d 'What the barriers cost here, and when they pay'
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -a report -d 'The same as an HTML page'
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -a help -d 'The options of a command'
complete -c membarrier -n "not __fish_seen_subcommand_from $commands help" -s V -l version -d 'Version'
complete -c membarrier -n "__fish_seen_subcommand_from help" -a "$commands"
complete -c membarrier -s h -l help -d 'Help'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -l seconds -x -d 'How long'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -l strategy -x -a "(membarrier info --json 2>/dev/null | string match -rg '^\t\t\t\"name\": \"(.*)\",')" -d 'Use this strategy'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -l json -d 'One JSON document instead of text'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -l color -x -a 'auto always never' -d 'Colours'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -l progress -d 'Progress on standard error'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -l no-progress -d 'No progress'
complete -c membarrier -n "__fish_seen_subcommand_from $commands" -s q -l quiet -d 'The verdict only'
complete -c membarrier -n "__fish_seen_subcommand_from info" -l require -x -a 'fence asymmetric documented' -d 'An exit status instead of a report'
complete -c membarrier -n "__fish_seen_subcommand_from info" -l all -d 'Every command of membarrier(2) too'
complete -c membarrier -n "__fish_seen_subcommand_from info" -l platforms -d 'Every supported system'
complete -c membarrier -n "__fish_seen_subcommand_from selftest" -l milliseconds -x -d 'How long'
complete -c membarrier -n "__fish_seen_subcommand_from litmus" -l rounds -x -d 'Rounds of each row'
complete -c membarrier -n "__fish_seen_subcommand_from litmus bench" -l cpus -x -d 'CPUs of the threads'
complete -c membarrier -n "__fish_seen_subcommand_from bench" -l contention -d 'Many threads at once'
complete -c membarrier -n "__fish_seen_subcommand_from report" -s o -l output -r -F -d 'Where to write the page'
complete -c membarrier -n "__fish_seen_subcommand_from report" -F
