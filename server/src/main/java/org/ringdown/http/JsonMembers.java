package org.ringdown.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members of a JSON object, asked for one by one with their types and limits. Members nobody asks for are ignored. */
final class JsonMembers {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(16)
                                                    .maxNumberLength(20)
                                                    .maxStringLength(64 * 1024)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode object;

    private JsonMembers(JsonNode object) {
        this.object = object;
    }

    static JsonMembers parse(String text) throws BadMessage {
        try {
            var node = JSON.readTree(text);
            if (!node.isObject()) throw new BadMessage("It is not a JSON object.");
            return new JsonMembers(node);
        } catch (JacksonException e) {
            throw new BadMessage("It is not JSON that can be read.");
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    boolean isText(String name) {
        return object.path(name).isString();
    }

    String text(String name, int longest) throws BadMessage {
        return text(need(name), name, longest);
    }

    Optional<String> maybe(String name, int longest) throws BadMessage {
        return has(name) ? Optional.of(text(name, longest)) : Optional.empty();
    }

    boolean flag(String name, boolean absent) throws BadMessage {
        return has(name) ? flag(name) : absent;
    }

    boolean flag(String name) throws BadMessage {
        var node = need(name);
        if (!node.isBoolean()) throw new BadMessage(name + " must be true or false.");
        return node.booleanValue();
    }

    int number(String name, int least, int most) throws BadMessage {
        var node = need(name);
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            throw new BadMessage(
                    name + " must be a whole number from " + least + " to " + most + ".");
        }
        return node.intValue();
    }

    int number(String name, int least, int most, int absent) throws BadMessage {
        return has(name) ? number(name, least, most) : absent;
    }

    /** A list of strings; a single string counts as a list of one. */
    List<String> texts(String name, int most, int longest) throws BadMessage {
        var node = need(name);
        return node.isString()
                ? List.of(text(node, name, longest))
                : list(node, name, most, longest);
    }

    /** A list of strings; an empty one where it is absent. */
    List<String> list(String name, int most, int longest) throws BadMessage {
        return has(name) ? list(need(name), name, most, longest) : List.of();
    }

    private static List<String> list(JsonNode node, String name, int most, int longest)
            throws BadMessage {
        if (!node.isArray() || node.size() > most) {
            throw new BadMessage(name + " must be a list of at most " + most + " strings.");
        }
        var texts = new ArrayList<String>();
        for (var item : node) texts.add(text(item, name, longest));
        return texts;
    }

    /** An object whose members are all strings; none where it is absent. */
    Map<String, String> map(String name, int most, int longestName, int longestText)
            throws BadMessage {
        if (!has(name)) return Map.of();
        var node = need(name);
        if (!node.isObject() || node.size() > most) {
            throw new BadMessage(name + " must be an object of at most " + most + " members.");
        }
        var map = new LinkedHashMap<String, String>();
        for (var member : node.properties()) {
            if (member.getKey().length() > longestName) {
                throw new BadMessage("A name in " + name + " is longer than " + longestName + ".");
            }
            var value = member.getValue();
            boolean empty = value.isString() && value.stringValue().isEmpty();
            map.put(member.getKey(), empty ? "" : text(value, name, longestText));
        }
        return map;
    }

    private JsonNode need(String name) throws BadMessage {
        var node = object.get(name);
        if (node == null) throw new BadMessage(name + " is missing.");
        return node;
    }

    private static String text(JsonNode node, String name, int longest) throws BadMessage {
        if (!node.isString()) throw new BadMessage(name + " must be a string.");
        var text = node.stringValue();
        if (text.isEmpty() || text.length() > longest) {
            throw new BadMessage(name + " must have 1 to " + longest + " characters.");
        }
        return text;
    }
}
