#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
#
# site.sh ROOT TOOL: scripts/site writes every page and finds no broken link; one that is broken on purpose it finds.
set -eu
root=$1 tool=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$tool" report --seconds 1 --no-progress -q -o "$work/r.html" >/dev/null || [ $? -eq 77 ]
code=0
"$root/scripts/site" --out "$work/site" --report "$work/r.html" >"$work/said" || code=$?
cat "$work/said"
[ "$code" -eq 0 ] || exit "$code"
for page in index doc/tutorial doc/index doc/man/membarrier.7 doc/man/membarrier_slow_path.3 report; do
	grep -q '</html>' "$work/site/$page.html" || { echo "expected a whole page: $page"; exit 1; }
done
! grep -rlE '(src|href)="https?://[^"]*\.(js|css)' "$work/site" || { echo "expected nothing from the network"; exit 1; }

# Valid HTML, by a checker that finds a fault where there is one.
if command -v tidy >/dev/null; then
	find "$work/site" -name '*.html' -exec tidy -q -e {} + >"$work/tidy" 2>&1 || { head -n 20 "$work/tidy"; echo "expected valid HTML"; exit 1; }
	sed 's/<\/main>/<\/mian>/' "$work/site/index.html" >"$work/broken.html"
	! tidy -q -e "$work/broken.html" >/dev/null 2>&1 || { echo "tidy finds no mistake in a broken page"; exit 1; }
fi

# In a browser: no page is wider than a phone, a tablet, a screen.
for browser in chromium chromium-browser google-chrome; do
	command -v $browser >/dev/null || continue
	pages=$(cd "$work/site" && find . -name '*.html' | sort | sed 's/.*/"&"/' | paste -sd, -)
	cat >"$work/site/dom.html" <<-HTML
		<pre id="found"></pre><script>
		var jobs = [], bad = [];
		[$pages].forEach(function (page) { [360, 800, 1600].forEach(function (width) { jobs.push([page, width]); }); });
		window.onload = function next() {
			var job = jobs.shift(), frame = document.createElement('iframe');
			if (!job) { document.getElementById('found').textContent = 'found: ' + (bad.join('; ') || 'good'); return; }
			frame.style.cssText = 'border:0;height:900px;width:' + job[1] + 'px';
			frame.onload = function () {
				var wide = frame.contentDocument.documentElement.scrollWidth;
				if (wide > job[1]) bad.push(job[0] + ' is ' + wide + ' wide at ' + job[1]);
				frame.remove(); next();
			};
			frame.src = job[0]; document.body.appendChild(frame);
		};
		</script>
	HTML
	found=$(timeout 120 $browser --headless --no-sandbox --disable-gpu --allow-file-access-from-files --user-data-dir="$work/profile" \
		--virtual-time-budget=60000 --dump-dom "file://$work/site/dom.html" 2>/dev/null | grep -o '<pre id="found">found: .*') || true
	case $found in
	*'found: good'*) echo "every page fits at 360, 800 and 1600" ;;
	'') echo "the browser does not run here: widths not tried" ;;
	*) echo "$found"; exit 1 ;;
	esac
	rm -f "$work/site/dom.html"
	break
done

# The control, in a tree of links.
mkdir "$work/tree"
for name in "$root"/*; do ln -s "$name" "$work/tree/"; done
rm "$work/tree/README.md" "$work/tree/scripts"
mkdir "$work/tree/scripts"
cp "$root/scripts/site" "$work/tree/scripts"
sed 's|(doc/faq.md)|(doc/faqs.md)|' "$root/README.md" >"$work/tree/README.md"
# Relative names are in the caller's folder, and the report is at its place already.
mkdir "$work/other"
cp "$work/r.html" "$work/other/report.html"
! (cd "$work" && tree/scripts/site --out other --report other/report.html) >"$work/said" 2>&1 || { echo "a broken link was not found"; exit 1; }
grep -q 'no such page: doc/faqs.html' "$work/said" || { cat "$work/said"; echo "expected the broken link to be named"; exit 1; }
grep -q '</html>' "$work/other/report.html" || { echo "expected the report to stay at its place"; exit 1; }
