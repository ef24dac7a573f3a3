package org.ringdown.sdp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The parameters of fmtp: most codecs write {@code name=value;name=value}, a few one bare text (RFC 8866 §6.15). */
final class Parameters {
    private Parameters() {}

    static SequencedMap<String, String> parse(String text) {
        var parameters = new LinkedHashMap<String, String>();
        int start = 0;
        for (int end; start <= text.length(); start = end + 1) {
            end = text.indexOf(';', start);
            if (end < 0) end = text.length();
            var parameter = Text.split(text.substring(start, end), '=');
            if (parameter.first().isEmpty()) continue;
            parameters.putIfAbsent(parameter.first(), parameter.rest());
        }
        return parameters;
    }

    static String write(SequencedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> p.getValue().isEmpty() ? p.getKey() : p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining(";"));
    }

    static SequencedMap<String, String> copyOf(SequencedMap<String, String> parameters) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }
}
