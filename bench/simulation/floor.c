/* The floor: one month under one scheme, written in C for these columns alone, as fast as gcc makes it.
 *
 * The arithmetic is that of jalon/law/income/cents.py, for schemes with one share at most and no taper, by the same trick
 * (whole cents in doubles, a division by a multiplication with a margin). It exists only to be measured against.
 */
#ifdef __AVX512F__
#include <immintrin.h>
#endif
#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum { CELLS = 42, INCOME = 0, GENERAL = 1, FLAT, BY_YEAR, FROM, SHARE, FLOOR = 12, CEILING = 13, DAYS = 16 };

static inline double nearest(double n, double d) {
    double inverse = 1.0 / d;
    return floor(n * inverse + (0.5 + 0.25 * inverse));
}
static inline double least(double a, double b) { return a < b ? a : b; }
static inline double most(double a, double b) { return a > b ? a : b; }

static inline double complement(double resources, double income, double general) {
    double spared = resources >= income ? 0.0 : least(resources, general);
    return nearest(most(0.0, income - resources + spared), 12.0);
}

static inline void months(size_t from, size_t to, const uint8_t *restrict cell, const int32_t *restrict earned,
                          const uint8_t *restrict worked, const int32_t *restrict other, const int32_t *restrict used,
                          const int16_t *restrict days_used, double by, const double *restrict table,
                          int32_t *restrict exempt, int32_t *restrict support, int32_t *restrict disposable,
                          const int whole) {
    for (size_t row = from; row < to; row++) {
        const size_t at = cell[row];
        const double income = table[INCOME * CELLS + at], general = table[GENERAL * CELLS + at];
        const double flat = table[FLAT * CELLS + at], pay = earned[row], rest = other[row];
        const double said = worked[row], days = whole || said == 0.0 ? by : least(said, by);
        const double full = whole || days >= by ? pay : nearest(pay * by, days);
        const double start = most(flat, table[FROM * CELLS + at]);
        double part = least(full, flat) + nearest(table[SHARE * CELLS + at] * most(0.0, full - start), 10000.0);
        part = least(least(most(part, table[FLOOR * CELLS + at]), table[CEILING * CELLS + at]), full);
        part = table[BY_YEAR * CELLS + at] != 0.0 ? least(full, most(0.0, flat - used[row])) : part;
        part = days_used[row] >= table[DAYS * CELLS + at] ? 0.0 : part;
        double resources = 12.0 * (full - part + rest);
        const int lost = resources >= income;
        part = lost ? 0.0 : part;
        resources = lost ? 12.0 * (full + rest) : resources;
        const double paid = complement(resources, income, general), idle = complement(12.0 * rest, income, general);
        const int all = whole || days >= by;
        const double here = all ? paid : nearest(paid * days, by) + idle - nearest(idle * days, by);
        exempt[row] = (int32_t)(all ? part : nearest(part * days, by));
        support[row] = (int32_t)here;
        disposable[row] = (int32_t)(pay + rest + here);
    }
}

/* Three schemes in one pass: blocks that stay near the processor. `whole[s]`: the scheme counts whole months. */
void schemes(size_t from, size_t to, int count, const uint8_t *cell, const int32_t *earned, const uint8_t *worked,
             const int32_t *other, const int32_t *used, const int16_t *days_used, double by, const double *tables,
             const uint8_t *whole, int32_t **exempt, int32_t **support, int32_t **disposable) {
    const size_t block = 16384;
    for (size_t start = from; start < to; start += block) {
        const size_t end = start + block < to ? start + block : to;
        for (int s = 0; s < count; s++) {
            const double *table = tables + s * 17 * CELLS;
            if (whole[s])
                months(start, end, cell, earned, worked, other, used, days_used, by, table, exempt[s], support[s],
                       disposable[s], 1);
            else
                months(start, end, cell, earned, worked, other, used, days_used, by, table, exempt[s], support[s],
                       disposable[s], 0);
        }
    }
}

/* How many change by how many cents; one table of `wide`, or four (`turn` is 3) filled in turn, so that no count
 * waits for the last. */
void tally(size_t from, size_t to, const int32_t *made, const int32_t *base, int32_t start, size_t wide,
           size_t turn, int32_t *many) {
    for (size_t row = from; row < to; row++) many[(row & turn) * wide + (size_t)(made[row] - base[row] - start)]++;
}

void reach(size_t from, size_t to, const int32_t *restrict made, const int32_t *restrict base, int32_t *found) {
    int32_t low = made[from] - base[from], high = low;
    for (size_t row = from; row < to; row++) {
        const int32_t change = made[row] - base[row];
        low = change < low ? change : low;
        high = change > high ? change : high;
    }
    found[0] = low;
    found[1] = high;
}

/* What the memory itself can do: read all, write all. */
int64_t read_all(const int64_t *values, size_t from, size_t to) {
    int64_t sum = 0;
    for (size_t at = from; at < to; at++) sum += values[at];
    return sum;
}

void write_all(int64_t *values, size_t from, size_t to) {
    size_t at = from;
#ifdef __AVX512F__
    while (at < to && ((uintptr_t)(values + at) & 63)) values[at++] = 1;
    for (const __m512i one = _mm512_set1_epi64(1); at + 8 <= to; at += 8) _mm512_stream_si512((void *)(values + at), one);
#endif
    while (at < to) values[at++] = 1;
}
