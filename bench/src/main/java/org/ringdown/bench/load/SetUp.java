package org.ringdown.bench.load;

/**
 * What a subject takes before a call has said a word.
 *
 * @param idleKilobytes resident memory before the first call
 * @param youngMillis processor time to set up a call, of the first calls after the start
 * @param warmMillis the same, after {@code warmAfter} calls have come and gone: a JVM has compiled by then
 */
record SetUp(
        String subject, long idleKilobytes, double youngMillis, double warmMillis, int warmAfter) {
    @Override
    public String toString() {
        return "%-22sset-up of a call: %.1f ms young, %.1f ms warm (after %d calls); %.0f MB idle"
                .formatted(subject, youngMillis, warmMillis, warmAfter, idleKilobytes / 1024.0);
    }
}
