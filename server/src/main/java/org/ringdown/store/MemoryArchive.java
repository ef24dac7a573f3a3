package org.ringdown.store;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ringdown.ladder.Ladder;
import tools.jackson.databind.JsonNode;

/** What is kept where no file may be written: the newest calls, and the contacts of users until the program ends. */
final class MemoryArchive implements Archive, Recorder.Desk {
    private static final int MOST_CALLS = 500;
    private static final int MOST_USERS = 100;

    private final Deque<Ladder> ended = new ArrayDeque<>();
    private final Map<String, Map<String, Contact>> contacts = new HashMap<>();

    @Override
    public void ending(Ladder call) {
        // Its last word follows.
    }

    @Override
    public synchronized void ended(Ladder call) {
        if (ended.size() >= MOST_CALLS) ended.removeFirst();
        ended.addLast(call);
    }

    private synchronized List<Ladder> all() {
        return List.copyOf(ended);
    }

    @Override
    public List<JsonNode> calls(Optional<Ladder.Place> before, int most) {
        return newest(before).<JsonNode>map(CallJson::record).limit(most).toList();
    }

    private java.util.stream.Stream<Ladder> newest(Optional<Ladder.Place> before) {
        return all().stream()
                .filter(call -> before.map(call.place()::isAfter).orElse(true))
                .sorted(Comparator.comparing(Ladder::place));
    }

    @Override
    public Optional<JsonNode> call(String id) {
        return all().stream()
                .filter(call -> call.id().equals(id))
                .findFirst()
                .map(CallJson::record);
    }

    @Override
    public List<JsonNode> callsOf(String user, Optional<Ladder.Place> before, int most) {
        return newest(before)
                .<JsonNode>map(CallJson::record)
                .filter(record -> CallRow.of(record).users().contains(user))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Contact> contacts(String user) {
        return contacts.getOrDefault(user, Map.of()).values().stream()
                .sorted(Comparator.comparing(Contact::name).thenComparing(Contact::number))
                .toList();
    }

    @Override
    public synchronized boolean put(String user, Contact contact) {
        boolean stranger = !contacts.containsKey(user);
        if (stranger && contacts.size() >= MOST_USERS) return false;
        var book = contacts.computeIfAbsent(user, _ -> new TreeMap<>());
        if (!book.containsKey(contact.number()) && book.size() >= Contact.MOST) return false;
        book.put(contact.number(), contact);
        return true;
    }

    @Override
    public synchronized boolean remove(String user, String number) {
        var book = contacts.getOrDefault(user, new HashMap<>());
        return book.remove(number) != null;
    }
}
