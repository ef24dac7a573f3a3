package org.ringdown.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ringdown.testkit.time.VirtualTime;

/** What happened, as one number that two equal runs share, and its last lines in words. */
public final class Trace {
    private static final int KEPT = 20_000;
    private static final int SHOWN = 40;

    /** From a PeerConnection to its name, and from there to its call. */
    private static final int HOPS = 2;

    private static final int WIDTH = 200;
    private static final long PRIME = 0x100000001b3L; // of FNV-1a

    /** What the gateway calls its calls, and its side of a PeerConnection. */
    private static final Pattern NAME =
            Pattern.compile("\\bc[a-z2-7]{20}\\b|ice-ufrag:\\S{12}|\\bm[0-9a-f]{12,16}\\b");

    private final VirtualTime time;
    private final Deque<Line> last = new ArrayDeque<>();
    private long digest = 0xcbf29ce484222325L;

    private record Line(long elapsed, String who, String text) {
        @Override
        public String toString() {
            String line =
                    "%9.4f s  %s: %s"
                            .formatted(elapsed / 1e9, who, text)
                            .replaceAll("\\s*[\r\n]+", " | ");
            return line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
        }
    }

    Trace(VirtualTime time) {
        this.time = time;
    }

    /** Equal for two runs in which the same things happened at the same times. */
    public long digest() {
        return digest;
    }

    /** The last things that happened, oldest first: those about anything that {@code text} names, or simply the last. */
    List<String> before(String text) {
        var names = names(text);
        for (int hop = 0; hop < HOPS; hop++) {
            about(names).forEach(line -> names.addAll(names(line.text())));
        }
        var lines = names.isEmpty() ? List.copyOf(last) : about(names);
        return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()).stream()
                .map(Line::toString)
                .toList();
    }

    private List<Line> about(Set<String> names) {
        return last.stream()
                .filter(line -> names.stream().anyMatch(line.text()::contains))
                .toList();
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    void note(String who, Object what) {
        mix(time.nanos());
        mix(who);
        String text = what.toString();
        mix(text);
        if (last.size() == KEPT) last.removeFirst();
        last.add(new Line(time.elapsed().toNanos(), who, text));
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
