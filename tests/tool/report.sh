#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# report.sh TOOL DIRECTORY - the page is whole, valid, without network, and holds its own data; two runs are compared by
# their ratios. With a Chromium: nothing overflows at three widths, and no picture is empty.
. "$(dirname "$0")/lib.sh"
here=$2

run report --seconds 3 --no-progress -o "$scratch/r.html"
[ "$status" -eq 0 ] || [ "$status" -eq 77 ] || fail "expected status 0, or 77 after too few rounds"
no_errors
page=$scratch/r.html
[ "$(wc -c <"$page")" -lt 1048576 ] || fail "expected less than 1 MiB"
[ "$(tail -n 1 "$page")" = '</body></html>' ] || fail "expected a whole page"
! grep -nE '(src|href)="|url\(|@import|https?://' "$page" || fail "expected nothing from the network"
for word in '<svg ' '<table>' 'class="verdict' 'As Markdown' 'prefers-color-scheme:dark' '@media print' '<summary>How this was measured'; do
	grep -q -F -e "$word" "$page" || fail "expected in the page: $word"
done
! grep -nE '[^a-z](nan|inf)[^a-z]' "$page" || fail "expected numbers"
if command -v tidy >/dev/null; then
	tidy -q -e "$page" >"$scratch/tidy" 2>&1
	[ ! -s "$scratch/tidy" ] || { cat "$scratch/tidy"; fail "expected valid HTML"; }
	sed 's/<\/main>/<\/mian>/' "$page" >"$scratch/broken.html" # The control.
	! tidy -q -e "$scratch/broken.html" >/dev/null 2>&1 || fail "tidy finds no mistake in a broken page"
fi

if command -v jq >/dev/null; then
	sed -n '/<script type="application\/json"/,/<\/script>/p' "$page" | sed '1d;$d' >"$scratch/a.json"
	# shellcheck disable=SC2016 # the dollars are jq's
	jq -e '.command == "report" and .context.rounds_enough != null and (.documents | length) >= 1
		and all(.documents[0].single_slow_paths[]; .p50_ns <= .p75_ns and .p75_ns <= .p99_ns and .p99_ns <= .max_ns)' \
		"$scratch/a.json" >/dev/null || fail "expected the data in the page"
	# It compares the documents: a run with itself, and with one eight times as good.
	jq 'walk(if type == "object" and has("rounds_enough") then .rounds_enough = true else . end)
		| walk(if type == "object" and has("median") and .median != null
			then .lower_quartile = .median * 0.9 | .upper_quartile = .median * 1.1 else . end)' "$scratch/a.json" >"$scratch/b.json"
	jq 'walk(if type == "object" and has("median") and .median != null
			then .median *= 8 | .lower_quartile *= 8 | .upper_quartile *= 8 else . end)' "$scratch/b.json" >"$scratch/c.json"
	expect 0 report "$scratch/b.json" "$scratch/b.json"
	says 'Times are not compared'
	has_not 'differs$'
	has_not ' ns\>'
	expect 0 report "$scratch/b.json" "$scratch/c.json" --json
	cells=$(jq '[.documents[] | .cells[]? | select(.contender != "raw" and .ratio.median != null)] | length' "$scratch/b.json")
	json "[.ratios[] | select(.name | startswith(\"break-even\") | not) | select(.verdict == \"differs\")] | length == $cells"
	expect 2 report "$scratch/b.json" "$page"
	grep -q '^membarrier report: cannot read .*: it is no JSON$' "$scratch/err" || fail "expected the reason"
	for text in '[' '{"a": 1,}' '{"a" 1}' '"\x"' '{}x' '01x' ''; do
		printf '%s' "$text" >"$scratch/no.json"
		expect 2 report "$scratch/b.json" "$scratch/no.json"
	done
	echo '{}' >"$scratch/no.json"
	expect 2 report "$scratch/b.json" "$scratch/no.json"
	grep -q 'to be JSON of `membarrier report` or `membarrier bench`$' "$scratch/err" || fail "expected what is expected"
fi
expect 2 report one.json
expect 2 report -o "$scratch/both" one.json two.json
errors_are 'membarrier report: expected --output or files to compare, not both'
run report --json --seconds 1 --no-progress -o "$scratch/o.json"
[ "$status" -eq 0 ] || [ "$status" -eq 77 ] || fail "expected a document"
no_output
if command -v jq >/dev/null; then
	[ "$(jq -r .command "$scratch/o.json")" = report ] || fail "expected the document in the file"
fi
if [ -w /dev/full ]; then # Each way to write, on a full disk.
	for way in '-o /dev/full' '--json -o /dev/full'; do
		# shellcheck disable=SC2086
		expect 2 report --seconds 1 --no-progress $way
		errors_are 'membarrier report: cannot write /dev/full: No space left on device'
	done
	for way in '-o -' --json; do
		# shellcheck disable=SC2086
		${EMULATOR:-} "$tool" report --seconds 1 --no-progress $way >/dev/full 2>"$scratch/err" </dev/null
		status=$? last="report $way >/dev/full"
		: >"$scratch/out"
		[ "$status" -eq 2 ] || fail "expected exit status 2"
		errors_are 'membarrier: cannot write to standard output: No space left on device'
	done
fi
expect 2 report -o "$scratch/no-such-directory/r.html" --seconds 1 --no-progress
grep -q 'cannot write' "$scratch/err" || fail "expected the reason"

for browser in chromium chromium-browser google-chrome; do
	command -v $browser >/dev/null || continue
	cp "$here/report_dom.html" "$scratch/dom.html"
	found=$(timeout 60 $browser --headless --no-sandbox --disable-gpu --allow-file-access-from-files --user-data-dir="$scratch/profile" \
		--virtual-time-budget=8000 --dump-dom "file://$scratch/dom.html" 2>/dev/null | sed -n 's/.*<pre id="found">\(.*\)/\1/p')
	case $found in
	'') echo "the browser does not run here: widths not tried" ;;
	good*) echo "widths 360, 800 and 1600: $found" ;;
	*) fail "in the browser: $found" ;;
	esac
	break
done
exit 0
