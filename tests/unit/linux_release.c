/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* linux_release - how the library reads the release of a kernel. */
#define _GNU_SOURCE
#include "../test.h"

#include "../../src/port/linux/linux_release.c"

static const struct {
	const char *text;
	unsigned major, minor, patch;
	bool candidate;
} understood[] = {
	{ "6.9", 6, 9, 0, false },
	{ "6.18.44", 6, 18, 44, false },
	{ "4.14.0", 4, 14, 0, false },
	{ "10.200.3000", 10, 200, 3000, false },
	{ "2.6.39", 2, 6, 39, false },
	{ "2.6.32-754.el6.x86_64", 2, 6, 32, false },
	{ "3.10.0-1160.el7.x86_64", 3, 10, 0, false },
	{ "5.15.0-1034-azure", 5, 15, 0, false },
	{ "6.1.0-18-amd64", 6, 1, 0, false },
	{ "6.6.51-riscv64", 6, 6, 51, false },
	{ "6.6-3-riscv64", 6, 6, 0, false }, /* not 6.6.3 */
	{ "6.6-51", 6, 6, 0, false },
	{ "4.4.180+", 4, 4, 180, false },
	{ "6.6.11_1", 6, 6, 11, false },
	{ "5.10.0~something", 5, 10, 0, false },
	{ "5.15.153.1-microsoft-standard-WSL2", 5, 15, 153, false },
	{ "6.7.0-arch1-1", 6, 7, 0, false },
	{ "6.9.0-rc1", 6, 9, 0, true },
	{ "6.9-rc3+unreleased-amd64", 6, 9, 0, true },
	{ "6.9.0-0.rc3.33.fc41.x86_64", 6, 9, 0, true },
	{ "6.9.0-060900rc3-generic", 6, 9, 0, true },
	{ "6.9.0-src", 6, 9, 0, false },
};

static const char *const not_understood[] = {
	"",
	".",
	"6",
	"6.",
	"6.6.",
	"6..6",
	".6.6",
	"6.6.y",
	"6.-6",
	"-6.6",
	"+6.6.1",
	" 6.6.1",
	"6. 6.1",
	"6.6 .1",
	"6.6 1",
	"v6.9.1",
	"foo",
	"6,9",
	"6.x",
	"6.9a",
	"6.9rc1",
	"6.6.51rc1",
	"6.6.51 rc1",
	"0x6.1",
	"06.1",
	"6.01",
	"6.1.00",
	"100000.1",
	"6.100000",
	"6.6.4294967347",
	"18446744073709551622.9",
	"6.6.-3",
	"6.6.+3",
	"6/9",
	/* setarch --uname-2.6 */
	"2.6.40",
	"2.6.78",
	"2.6.78-generic",
	"2.6.60.1",
};

int main(void)
{
	struct linux_release r;

	for (size_t i = 0; i < sizeof understood / sizeof understood[0]; i++) {
		CHECK(mb_port_linux_parse_release(understood[i].text, &r), "%s", understood[i].text);
		CHECK(r.version[0] == understood[i].major && r.version[1] == understood[i].minor &&
		          r.version[2] == understood[i].patch && r.candidate == understood[i].candidate,
		      "%s: %u.%u.%u, %d", understood[i].text, r.version[0], r.version[1], r.version[2], r.candidate);
	}
	for (size_t i = 0; i < sizeof not_understood / sizeof not_understood[0]; i++)
		CHECK(!mb_port_linux_parse_release(not_understood[i], &r), "%s", not_understood[i]);
	return 0;
}
