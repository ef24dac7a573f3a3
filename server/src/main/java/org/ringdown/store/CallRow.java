package org.ringdown.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.ringdown.ladder.Ladder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record of a call that has ended, as the database has it: the JSON whole, and those of its members that are asked for.
 *
 * @param users of this gateway who took part or were called
 */
record CallRow(Instant begun, Instant ended, Set<String> users, JsonNode json) {
    private static final int LONGEST_ID = 256;
    static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");
    private static final int LONGEST_USER = 128;
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(16)
                                                    .maxNumberLength(20)
                                                    .build())
                                    .build())
                    .build();

    CallRow {
        users = Set.copyOf(users);
        if (!within(begun) || !within(ended)) throw new IllegalArgumentException("no time");
    }

    /** Times that every database knows. */
    private static boolean within(Instant time) {
        return time.isAfter(Instant.EPOCH) && time.isBefore(END_OF_TIME);
    }

    /** Empty where a line of a file is no such record. */
    static Optional<CallRow> read(String line) {
        try {
            return Optional.of(of(JSON.readTree(line)));
        } catch (JacksonException | DateTimeException | IllegalArgumentException noRecord) {
            return Optional.empty();
        }
    }

    static CallRow of(JsonNode json) {
        int length = json.path("id").asString("").length();
        if (length == 0 || length > LONGEST_ID) throw new IllegalArgumentException("no id");
        var users = new LinkedHashSet<String>();
        for (var user : json.path("users")) {
            var name = user.asString("");
            if (!name.isEmpty() && name.length() <= LONGEST_USER) users.add(name);
        }
        return new CallRow(
                Instant.parse(json.at("/times/begun").asString("")),
                Instant.parse(json.at("/times/ended").asString("")),
                users,
                json);
    }

    String id() {
        return json.path("id").asString();
    }

    Ladder.Place place() {
        return new Ladder.Place(begun, id());
    }

    /** The whole, as text that databases keep. */
    String record() {
        return encodable(json.toString());
    }

    Optional<OffsetDateTime> time(String which) {
        return text("/times/" + which)
                .flatMap(CallRow::instant)
                .filter(CallRow::within)
                .map(at -> at.atOffset(ZoneOffset.UTC));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Databases keep no NUL. */
    Optional<String> text(String pointer) {
        return Optional.ofNullable(json.at(pointer).asString(null))
                .map(text -> encodable(text.replace('\0', '\uFFFD')));
    }

    /** Half of a pair of surrogates is no character. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    OptionalInt number(String pointer) {
        var number = json.at(pointer);
        return number.isInt() ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }
}
