package org.ringdown.sip.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.ringdown.sip.Body;
import org.ringdown.wire.MalformedException;

/**
 * What waits in a mailbox: a body of {@code application/simple-message-summary} (RFC 3842 §5.2).
 *
 * @param account whose mailbox it is, a URI as it was written
 * @param counts by message context class, such as {@code voice-message}, in lower case
 */
public record MessageSummary(
        boolean waiting, Optional<String> account, Map<String, Counts> counts) {
    public static final String MEDIA_TYPE = "application/simple-message-summary";
    public static final String VOICE = "voice-message";

    /** What a summary may have, in bytes. */
    static final int LONGEST = 4096;

    private static final int MOST_LINES = 64;
    private static final String RULE = " (RFC 3842 §5.2)";

    /** RFC 3458 §6; other classes are let be. */
    private static final Pattern CLASS = Pattern.compile("[a-z0-9-]{1,64}");

    private static final Pattern COUNTS =
            Pattern.compile(
                    "([0-9]{1,9})\\s*/\\s*([0-9]{1,9})\\s*(?:\\(\\s*([0-9]{1,9})\\s*/\\s*([0-9]{1,9})\\s*\\))?");

    /** How many messages there are. */
    public record Counts(int fresh, int old, int freshUrgent, int oldUrgent) {
        public Counts(int fresh, int old) {
            this(fresh, old, 0, 0);
        }

        @Override
        public String toString() {
            return fresh + "/" + old + " (" + freshUrgent + "/" + oldUrgent + ")";
        }
    }

    public MessageSummary {
        counts = Map.copyOf(counts);
    }

    /** New voice messages; 0 where only that there are some is known. */
    public int freshVoice() {
        return Optional.ofNullable(counts.get(VOICE)).map(Counts::fresh).orElse(0);
    }

    /** The headers after the first blank line, of single messages, are not read. */
    public static MessageSummary parse(Body body) throws MalformedException {
        if (body.size() > LONGEST)
            throw new MalformedException("summary of more than " + LONGEST + " bytes" + RULE);
        var lines = body.text().split("\r\n|\n", MOST_LINES + 1);
        if (lines.length > MOST_LINES)
            throw new MalformedException("more than " + MOST_LINES + " lines" + RULE);
        Optional<Boolean> waiting = Optional.empty();
        Optional<String> account = Optional.empty();
        var counts = new TreeMap<String, Counts>();
        for (int i = 0; i < lines.length && !lines[i].isBlank(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0) throw new MalformedException("':' expected in line " + (i + 1) + RULE);
            var name = lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
            var value = lines[i].substring(colon + 1).strip();
            switch (name) {
                case "messages-waiting" -> waiting = Optional.of(isYes(value));
                case "message-account" -> account = Optional.of(value);
                default -> count(name, value, i + 1, counts);
            }
        }
        if (waiting.isEmpty()) throw new MalformedException("Messages-Waiting: missing" + RULE);
        return new MessageSummary(waiting.get(), account, counts);
    }

    private static boolean isYes(String value) throws MalformedException {
        if (value.equalsIgnoreCase("yes")) return true;
        if (value.equalsIgnoreCase("no")) return false;
        throw new MalformedException("Messages-Waiting: neither yes nor no" + RULE);
    }

    private static void count(String name, String value, int line, Map<String, Counts> counts)
            throws MalformedException {
        if (!CLASS.matcher(name).matches())
            throw new MalformedException("no message class in line " + line + RULE);
        var match = COUNTS.matcher(value);
        if (!match.matches()) {
            if (name.endsWith("-message"))
                throw new MalformedException("counts expected in line " + line + RULE);
            return; // a header that is somebody's own
        }
        int freshUrgent = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
        int oldUrgent = match.group(4) == null ? 0 : Integer.parseInt(match.group(4));
        counts.put(
                name,
                new Counts(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        freshUrgent,
                        oldUrgent));
    }

    public Body write() {
        var out =
                new StringBuilder("Messages-Waiting: ")
                        .append(waiting ? "yes" : "no")
                        .append("\r\n");
        account.ifPresent(
                uri -> out.append("Message-Account: ").append(oneLine(uri)).append("\r\n"));
        new TreeMap<>(counts)
                .forEach((name, count) ->
                        out.append(capitalised(name)).append(": ").append(count).append("\r\n"));
        return Body.of(out.toString());
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("control character in an account");
        return text;
    }

    /** Voice-Message, as all write it. */
    private static String capitalised(String name) {
        if (!CLASS.matcher(name).matches())
            throw new IllegalArgumentException("not a message class");
        var out = new StringBuilder(name);
        for (int i = 0; i < out.length(); i++) {
            if (i == 0 || out.charAt(i - 1) == '-')
                out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
        }
        return out.toString();
    }
}
