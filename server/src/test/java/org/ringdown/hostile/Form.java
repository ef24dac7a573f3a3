package org.ringdown.hostile;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message whose fields stand in braces, each with what a decent sender writes there: {@code {subject=Lunch}}. */
record Form(String text) {
    private static final Pattern FIELD = Pattern.compile("\\{([a-z0-9-]+)=([^}]*)}");

    List<String> fields() {
        return FIELD.matcher(text).results().map(found -> found.group(1)).distinct().toList();
    }

    /** With other words in the places that are no fields: {@code ME}, or a whole field. */
    Form saying(Map<String, String> words) {
        var said = text;
        for (var word : words.entrySet()) said = said.replace(word.getKey(), word.getValue());
        return new Form(said);
    }

    /** With {@code value} in one of its fields, and decent text in the others. */
    String with(String field, String value) {
        return FIELD.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                found.group(1).equals(field) ? value : found.group(2)));
    }

    /** The same as a message with head and body, in lines as the wire has them, and with the length of its body. */
    String message(String field, String value) {
        var lines = text.replace("\n", "\r\n");
        int end = lines.indexOf("\r\n\r\n") + 4;
        var body = new Form(lines.substring(end)).with(field, value);
        var head = lines.substring(0, end).replace("LENGTH", Integer.toString(body.length()));
        return new Form(head).with(field, value) + body;
    }

    /** As its sender means it. */
    String message() {
        return message("", "");
    }
}
