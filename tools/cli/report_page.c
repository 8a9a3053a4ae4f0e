/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * report_page.c - the page of `membarrier report`: one file that needs no network, and no scripts.
 */
#include <string.h>

#include "../common/json.h"
#include "../measure/document.h"
#include "report.h"

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\"><title>membarrier report</title>\n<style>\n"
	":root{--page:#fff;--text:#1b1b1b;--soft:#5b5b5b;--line:#d8d8d8;--panel:#f5f5f3;--blue:#0059a0;--red:#b23c00;"
	"--band:#0059a026;--noise:#8888885c;--warn:#8a5a00;--sure:#3c9a5080;"
	"--fair:#e0b05080}\n"
	"@media(prefers-color-scheme:dark){:root{--page:#16181b;--text:#e6e6e6;--soft:#a8a8a8;--line:#3a3d42;--panel:#1f2226;"
	"--blue:#6cb6ff;--red:#ff9560;--band:#6cb6ff2e;--noise:#a0a0a05c;--warn:#e0b050;"
	"--sure:#58c07080;--fair:#c0902080}}\n"
	"*{box-sizing:border-box}body{margin:0 auto;max-width:70rem;padding:1rem;background:var(--page);color:var(--text);"
	"font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}\n"
	"h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.8rem 0 .4rem}p{max-width:48rem;margin:.5rem 0}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.6rem 0}dt{color:var(--soft)}dd{margin:0;"
	"min-width:0}\n"
	".verdict{background:var(--panel);border-left:4px solid var(--blue);padding:.6rem .9rem;max-width:none}"
	".none{border-color:var(--warn)}\n"
	".plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem}"
	"figure{margin:0;min-width:0}figcaption{color:var(--soft);font-size:.9rem}\n"
	"svg{display:block;width:100%;max-width:36rem;height:auto}svg text{fill:var(--text);font:11px system-ui,sans-serif}"
	".grid{stroke:var(--line)}.one{stroke:var(--text)}.strong{font-weight:bold}\n"
	".lost,.saved,.whisker,.mark,.stalled{fill:none;stroke-width:2}.lost{stroke:var(--red)}.saved,.whisker,.mark{stroke:"
	"var(--blue)}.stalled{stroke:var(--red)}svg .is-lost{fill:var(--red)}svg .is-saved{fill:var(--blue)}\n"
	".sure{fill:var(--sure)}.fair{fill:var(--fair)}"
	".band{fill:var(--band)}.noise{fill:var(--noise)}.box{fill:var(--band);stroke:var(--blue)}.crossing,.point{fill:"
	"var(--blue)}.hollow{fill:none;stroke:var(--blue);stroke-width:2}\n"
	".wide{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}"
	"th,td{padding:.2rem .6rem;border-bottom:1px solid var(--line);text-align:right}th:first-child{text-align:left}"
	"thead th{color:var(--soft);font-weight:normal;vertical-align:bottom}tbody th{font-weight:normal}\n"
	"textarea{width:100%;height:12rem;font:13px/1.4 monospace;background:var(--panel);color:var(--text);border:1px solid "
	"var(--line)}button{font:inherit;padding:.3rem .8rem;margin-right:.5rem}summary{cursor:pointer;padding:.3rem 0}\n"
	"@media(max-width:30rem){table{font-size:.78rem}th,td{padding:.2rem .25rem}}\n"
	"@media print{body{max-width:none}button,.buttons{display:none}figure,table{break-inside:avoid}details::details-content"
	"{content-visibility:visible}}\n"
	"</style></head><body><main>\n";

static const char method[] =
	"<h2>Method</h2>\n<details><summary>How this was measured</summary>\n"
	"<p>A round measures every row once, in slices of a millisecond, in random order. What compares two rows is computed in "
	"each round first, so that what drifts (frequency, other programs) cancels. Figures are medians over rounds, with "
	"quartiles. From fewer than 8 rounds there is no verdict, from fewer than 4 there are no quartiles.</p>\n"
	"<p>The cost of a barrier is the time beyond the same loop with a compiler barrier, on lines that no other CPU uses, and "
	"while another CPU reads the stored line as fast as it can: the two extremes. The loss of the other thread is the number of "
	"turns it did not make. Slow paths are timed in two ways: singly, for the percentiles, and many in a row; break-even uses "
	"the mean of the latter. A slice during which the other thread lost its CPU was measured again, and a single call during "
	"which it did not run is left out. ~ marks what was below 0 by noise, and is given as 0.</p>\n"
	"<p>break-even = (slow path &minus; fence + loss of the running thread) / (fence &minus; fast path)</p>\n"
	"<p>Contention: the callers of a cell call back to back for 40 ms, while its hot threads run fast paths. A ratio is that of "
	"the calls per second to those of the raw system call between two fences, in the same round. &ldquo;raw again&rdquo; is the "
	"same call measured once more: its difference is noise. A contender that made no call in a slice is stalled, and in no "
	"ratio.</p>\n"
	"<p>Times depend on the machine, its load and its frequency: compare two reports by their ratios only "
	"(<code>membarrier report a.json b.json</code>).</p>\n</details>\n";

/* Without scripts, buttons that need one are not shown. */
static const char script[] =
	"<script>\n"
	"(function(){var d=document,t=d.getElementById('markdown'),b=d.getElementById('buttons');"
	"function add(n,f){var e=d.createElement('button');e.type='button';e.textContent=n;e.onclick=function(){f(e)};"
	"b.appendChild(e)}"
	"add('Copy as Markdown',function(e){t.closest('details').open=true;t.select();"
	"(navigator.clipboard?navigator.clipboard.writeText(t.value):Promise.reject()).catch(function(){d.execCommand('copy')});"
	"e.textContent='Copied'});"
	"add('Download JSON',function(){var a=d.createElement('a');a.href=URL.createObjectURL(new Blob([d.getElementById('data')"
	".textContent],{type:'application/json'}));a.download='membarrier-report.json';a.click()});"
	"window.addEventListener('beforeprint',function(){d.querySelectorAll('details').forEach(function(e){e.open=e.id!=='text'"
	"})})})();\n</script>\n";

/* ---- the text above the pictures ---- */

static void fact(FILE *out, enum form form, const char *name, const char *text)
{
	if (form == MARKDOWN) {
		fprintf(out, "- %s: %s\n", name, text);
		return;
	}
	fprintf(out, "<dt>%s</dt><dd>", name);
	report_escaped(out, text);
	fputs("</dd>\n", out);
}

static void put_facts(FILE *out, const struct report *report, enum form form)
{
	char text[300];

	fact(out, form, "machine", report->system);
	snprintf(text, sizeof text, "%u, of which this run used %u; hypervisor %s; filter of system calls: %s",
	         report->run->allowed, report->run->cpus, report->before.hypervisor, report->before.filter);
	fact(out, form, "CPUs", text);
	snprintf(text, sizeof text, "%s, %s (libmembarrier %s)", report->info.strategy,
	         report->info.asymmetric ? "asymmetric: fast paths are free" : "all three paths are full fences",
	         report->version);
	fact(out, form, "strategy", text);
	fact(out, form, "date", report->date);
	snprintf(text, sizeof text, "%u in %.0f s", report->run->rounds, report->run->took);
	if (report->contention)
		snprintf(text + strlen(text), sizeof text - strlen(text), "; of contention %u in %.0f s",
		         report->contention->rounds, report->contention->took);
	fact(out, form, "rounds", text);
	if (report->before.load >= 0) {
		snprintf(text, sizeof text, "average load %.1f before, %.1f after", report->before.load, report->after.load);
		fact(out, form, "load", text);
	}
	if (form == MARKDOWN) { /* The HTML page has a picture instead. */
		report_trust(report, text, sizeof text);
		fact(out, form, "trust", text);
	}
}

static void put_verdicts(FILE *out, const struct report *report, enum form form)
{
	char text[2048];
	bool enough;

	for (unsigned i = 0; i < (report->contention ? 2 : 1); i++) {
		if (i)
			contention_verdict(report->contention, report->figures, text, sizeof text);
		else
			costs_verdict(report->run, &report->info, text, sizeof text);
		enough = i ? contention_rounds_enough(report->contention) : costs_rounds_enough(report->run);
		fputs(form == MARKDOWN ? "\n" : enough ? "<p class=\"verdict\">" : "<p class=\"verdict none\">", out);
		if (form == HTML)
			report_escaped(out, text);
		else
			fputs(text, out);
		fputs(form == HTML ? "</p>\n" : "\n", out);
	}
}

static void put_trust(FILE *out, const struct report *report)
{
	bool drawn = has_quartiles(report_noise(report));
	char text[300];

	fputs("<h2>How far to trust this run</h2>\n", out);
	if (drawn) {
		fputs("<figure>\n", out);
		report_trust_plot(out, report);
	}
	report_trust(report, text, sizeof text);
	fputs(drawn ? "<figcaption>" : "<p>", out);
	report_escaped(out, text);
	fputs(drawn ? "</figcaption></figure>\n" : "</p>\n", out);
}

static void put_markdown(FILE *out, const struct report *report)
{
	put_facts(out, report, MARKDOWN);
	put_verdicts(out, report, MARKDOWN);
	if (report->info.asymmetric)
		report_break_even_table(out, report, MARKDOWN);
	report_costs_table(out, report, MARKDOWN);
	report_latency_table(out, report, MARKDOWN);
	if (report->contention)
		report_contention_table(out, report, MARKDOWN);
}

/* ---- the pictures and their tables ---- */

static void put_costs(FILE *out, const struct report *report)
{
	if (report_pays(report)) {
		fputs("<h2>When it pays</h2>\n<div class=\"plots\"><figure>\n", out);
		report_break_even_plot(out, report);
		fputs(
			"<figcaption>What a slow path loses once, and what fast paths save: to the right of the crossing the "
			"asymmetric pair is cheaper than normal paths on both sides. Band: quartiles.</figcaption></figure>\n<div>\n",
			out);
		report_break_even_table(out, report, HTML);
		fputs("</div></div>\n", out);
	} else if (report->info.asymmetric) {
		fputs("<h2>When it pays</h2>\n", out);
		report_break_even_table(out, report, HTML);
	}
	fputs("<h2>What barriers cost</h2>\n", out);
	report_costs_table(out, report, HTML);
	fputs("<h2>How long a slow path takes</h2>\n<div class=\"plots\"><figure>\n", out);
	report_latency_plot(out, report);
	fputs("<figcaption>Box: half of all calls.</figcaption></figure>\n<div>\n", out);
	report_latency_table(out, report, HTML);
	fputs("</div></div>\n", out);
}

static void put_contention(FILE *out, const struct report *report)
{
	fputs("<h2>Many callers at once</h2>\n<div class=\"plots\">\n", out);
	for (unsigned hot = 0; hot < 2; hot++) {
		fputs("<figure>\n", out);
		report_contention_plot(out, report, hot);
		fputs("</figure>\n", out);
	}
	fputs(
		"</div>\n<p>Slow paths per second against the raw call; grey: the raw call measured once more, which is noise. Below 1 "
		"the library is slower. A cross is a contender that stalled.</p>\n"
		"<details><summary>The figures</summary>\n",
		out);
	report_contention_table(out, report, HTML);
	fputs("</details>\n", out);
}

void report_page(FILE *out, const struct report *report, const char *document)
{
	fputs(head, out);
	fputs("<h1>Process-wide barriers on this machine</h1>\n", out);
	put_verdicts(out, report, HTML);
	put_trust(out, report);
	fputs("<h2>Where and when</h2>\n<dl>\n", out);
	put_facts(out, report, HTML);
	fputs("</dl>\n<p id=\"buttons\" class=\"buttons\"></p>\n", out);
	put_costs(out, report);
	if (report->contention)
		put_contention(out, report);
	fputs(method, out);
	fputs(
		"<h2>To share</h2>\n<details id=\"text\"><summary>As Markdown</summary>\n"
		"<textarea id=\"markdown\" readonly aria-label=\"the report as Markdown\">\n",
		out);
	put_markdown(out, report);
	fputs("</textarea></details>\n</main>\n<script type=\"application/json\" id=\"data\">\n", out);
	fputs(document, out);
	fputs("</script>\n", out);
	fputs(script, out);
	fputs("</body></html>\n", out);
}

void report_json(FILE *out, const struct report *report)
{
	json_to(out);
	json_document("report");
	json_object("context");
	json_text("date", report->date);
	json_text("system", report->system);
	json_text("strategy", report->info.strategy);
	json_truth("asymmetric", report->info.asymmetric);
	json_text("library_version", report->version);
	json_text("system_call_filter", report->before.filter);
	json_text("hypervisor", report->before.hypervisor);
	json_number("load_before", report->before.load);
	json_number("load_after", report->after.load);
	json_truth("rounds_enough", report_rounds_enough(report));
	document_summary("raw_against_itself", report_noise(report));
	json_end();
	json_array("documents");
	costs_json(report->run);
	if (report->contention)
		contention_json(report->contention, report->figures);
	json_end();
	json_end();
	json_to(NULL);
}
