package org.ringdown.flash;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** Events of FreeSWITCH's clients as text that goes through SIP's INFO: a name, a colon and a value a line, as FreeSWITCH writes them. */
final class ModRtmpEvents {
    static final String TYPE = "text/plain";

    private static final int MOST = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ModRtmpEvents() {}

    /** Of an object its texts, numbers and truths; what has lines of its own would be several, and is left out. */
    static String text(AmfValue object) {
        return fields(object).entrySet().stream()
                .filter(field -> NAME.matcher(field.getKey()).matches())
                .limit(MOST)
                .flatMap(field ->
                        value(field.getValue())
                                .map(value -> field.getKey() + ": " + value + "\n")
                                .stream())
                .collect(Collectors.joining());
    }

    private static Map<String, AmfValue> fields(AmfValue object) {
        return switch (object) {
            case AmfValue.Obj(_, var fields) -> fields;
            case AmfValue.EcmaArray(var fields) -> fields;
            default -> Map.of();
        };
    }

    private static Optional<String> value(AmfValue value) {
        return value.text()
                .or(() -> value.bool().map(String::valueOf))
                .or(() -> number(value.number()))
                .filter(text -> text.chars().noneMatch(c -> c == '\n' || c == '\r'));
    }

    private static Optional<String> number(OptionalDouble number) {
        if (number.isEmpty()) return Optional.empty();
        double value = number.getAsDouble();
        return Optional.of(
                value == Math.rint(value) && Math.abs(value) < 1L << 53
                        ? Long.toString((long) value)
                        : Double.toString(value));
    }

    /** What the far end of a call has said; its lines are fields where all of them read so. */
    static AmfValue object(ToPage.Info info) {
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("Unique-ID", AmfValue.of(info.call()));
        fields.put("Content-Type", AmfValue.of(info.contentType()));
        var lines = lines(info);
        if (lines.isEmpty()) fields.put("_body", AmfValue.of(info.body()));
        lines.forEach(fields::putIfAbsent);
        return AmfValue.of(fields);
    }

    private static Map<String, AmfValue> lines(ToPage.Info info) {
        if (!info.contentType().equals(TYPE)) return Map.of();
        var fields = new LinkedHashMap<String, AmfValue>();
        for (var line : info.body().lines().limit(MOST + 1).toList()) {
            int colon = line.indexOf(": ");
            if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) return Map.of();
            fields.put(line.substring(0, colon), AmfValue.of(line.substring(colon + 2)));
        }
        return fields.size() > MOST ? Map.of() : fields;
    }

    /** A text message, outside of any call. */
    static AmfValue object(ToPage.Message message) {
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("Event-Name", AmfValue.of("MESSAGE"));
        fields.put("from", AmfValue.of(message.from()));
        fields.put("_body", AmfValue.of(message.body()));
        return AmfValue.of(fields);
    }
}
