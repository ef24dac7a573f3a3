package org.ringdown.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.ringdown.testkit.time.VirtualTime;

/** What happened, as one number that two equal runs share, and its last lines in words. */
public final class Trace {
    private static final int KEPT = 20_000;
    private static final int SHOWN = 40;
    private static final int WIDTH = 200;
    private static final long PRIME = 0x100000001b3L; // of FNV-1a

    /** What the gateway calls its calls. */
    private static final Pattern CALL = Pattern.compile("\\bc[a-z2-7]{20}\\b");

    private final VirtualTime time;
    private final Deque<Line> last = new ArrayDeque<>();
    private long digest = 0xcbf29ce484222325L;

    private record Line(long elapsed, String who, Object what) {
        @Override
        public String toString() {
            String text = "%9.4f s  %s: %s".formatted(elapsed / 1e9, who, what).replaceAll("\\s*[\r\n]+", " | ");
            return text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text;
        }
    }

    Trace(VirtualTime time) {
        this.time = time;
    }

    /** Equal for two runs in which the same things happened at the same times. */
    public long digest() {
        return digest;
    }

    /** The last things that happened, oldest first: those that name a call of which {@code text} speaks, or simply the last. */
    List<String> before(String text) {
        var calls = CALL.matcher(text).results().map(MatchResult::group).distinct().toList();
        var about =
                last.stream()
                        .filter(line -> calls.stream().anyMatch(line.what.toString()::contains))
                        .toList();
        var lines = about.isEmpty() ? List.copyOf(last) : about;
        return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()).stream()
                .map(Line::toString)
                .toList();
    }

    void note(String who, Object what) {
        mix(time.nanos());
        mix(who);
        mix(what.toString());
        if (last.size() == KEPT) last.removeFirst();
        last.add(new Line(time.elapsed().toNanos(), who, what));
    }

    /** Something too frequent for words. */
    void note(int from, int to, ByteBuffer bytes) {
        mix(time.nanos());
        mix((long) from << 32 | to);
        for (int i = bytes.position(); i < bytes.limit(); i++) mixByte(bytes.get(i));
    }

    private void mix(String text) {
        for (int i = 0; i < text.length(); i++) mix(text.charAt(i));
    }

    private void mix(long value) {
        digest = (digest ^ value) * PRIME;
        digest ^= digest >>> 29;
    }

    private void mixByte(byte value) {
        digest = (digest ^ value & 0xFF) * PRIME;
    }
}
