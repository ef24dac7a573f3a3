package org.ringdown.store;

import java.util.List;
import java.util.Optional;
import org.ringdown.ladder.Ladder;
import tools.jackson.databind.JsonNode;

/** Answers what has been kept. May block, as long as a database may take. */
public interface Archive {
    /** The records of calls that have ended and stand after a place, newest first. */
    List<JsonNode> calls(Optional<Ladder.Place> before, int most) throws AwayException;

    Optional<JsonNode> call(String id) throws AwayException;

    /** The same calls as far as a user took part in them, or was called. */
    List<JsonNode> callsOf(String user, Optional<Ladder.Place> before, int most)
            throws AwayException;

    /** By name. */
    List<Contact> contacts(String user) throws AwayException;

    /** Keeps a contact, in place of the one of that number; false where the user has as many as one may have. */
    boolean put(String user, Contact contact) throws AwayException;

    /** Whether there was one of that number. */
    boolean remove(String user, String number) throws AwayException;

    /** Where a record stands in the list of all. */
    static Ladder.Place place(JsonNode record) {
        return CallRow.of(record).place();
    }
}
