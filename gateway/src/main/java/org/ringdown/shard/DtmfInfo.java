package org.ringdown.shard;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A key press as the body of an INFO: {@code application/dtmf-relay}, which names the key and how long it was held, or
 * {@code application/dtmf}, which is the key alone. No RFC has them; most PBXs do.
 */
public record DtmfInfo(char key, Duration duration) {
    public static final String RELAY = "application/dtmf-relay";
    private static final String PLAIN = "application/dtmf";
    public static final Set<String> TYPES = Set.of(RELAY, PLAIN);

    /** Characters; the longest in use has some thirty. */
    private static final int LONGEST = 256;

    private static final String KEYS = "0123456789*#ABCD";
    private static final Duration USUAL = Duration.ofMillis(160);
    private static final int SHORTEST_MILLIS = 40;
    private static final int LONGEST_MILLIS = 6000;

    /** Empty where the body names no key. A duration that cannot be is made the nearest that can. */
    public static Optional<DtmfInfo> parse(String type, String body) {
        if (body.length() > LONGEST) return Optional.empty();
        var signal = Optional.<String>empty();
        var duration = USUAL;
        for (var line : body.split("[\r\n;]+")) {
            int equals = line.indexOf('=');
            var name = line.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
            var value = line.substring(equals + 1).strip();
            if (name.equals("signal") || name.isEmpty() && type.equals(PLAIN))
                signal = signal.or(() -> Optional.of(value));
            else if (name.equals("duration")) duration = duration(value);
        }
        var held = duration;
        return signal.flatMap(DtmfInfo::key).map(key -> new DtmfInfo(key, held));
    }

    /** Some write the numbers of RFC 4733's events for the keys that are no digits. */
    private static Optional<Character> key(String signal) {
        var text = signal.toUpperCase(Locale.ROOT);
        if (text.length() == 2 && text.charAt(0) == '1' && Character.isDigit(text.charAt(1))) {
            int event = 10 + text.charAt(1) - '0';
            return event < KEYS.length() ? Optional.of(KEYS.charAt(event)) : Optional.empty();
        }
        boolean key = text.length() == 1 && KEYS.indexOf(text.charAt(0)) >= 0;
        return key ? Optional.of(text.charAt(0)) : Optional.empty();
    }

    private static Duration duration(String millis) {
        boolean number = !millis.isEmpty() && millis.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) return USUAL;
        int bounded = millis.length() > 4 ? LONGEST_MILLIS : Integer.parseInt(millis);
        return Duration.ofMillis(Math.clamp(bounded, SHORTEST_MILLIS, LONGEST_MILLIS));
    }

    /** As a relay. */
    public String body() {
        return "Signal=" + key + "\r\nDuration=" + duration.toMillis() + "\r\n";
    }
}
