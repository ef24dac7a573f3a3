package org.ringdown.http;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.ringdown.ladder.Ladder;
import org.ringdown.ladder.Ladders;
import org.ringdown.store.Archive;
import org.ringdown.store.AwayException;
import org.ringdown.store.CallJson;
import tools.jackson.databind.JsonNode;

/** All calls there are: those in memory and those in the store, newest first, each once. */
final class CallList {
    private static final long PATIENCE_SECONDS = 5;

    private final Ladders ladders;
    private final Archive archive;

    CallList(Ladders ladders, Archive archive) {
        this.ladders = ladders;
        this.archive = archive;
    }

    /** @param whole whether the store could be asked */
    record Page(List<JsonNode> calls, boolean whole) {
        static final Page EMPTY = new Page(List.of(), true);
    }

    private record Entry(Ladder.Place place, JsonNode record) {}

    /** What stands after a call; nothing where it is not known. */
    Page page(Optional<String> before, int limit) throws Exception {
        if (before.isEmpty()) return pageAfter(Optional.empty(), limit);
        var place = placeOf(before.get());
        return place.isEmpty() ? Page.EMPTY : pageAfter(place, limit);
    }

    private Page pageAfter(Optional<Ladder.Place> place, int limit) throws Exception {
        var entries = new LinkedHashMap<String, Entry>();
        boolean whole = true;
        try {
            for (var kept : archive.calls(place, limit)) {
                var entry = new Entry(Archive.place(kept), kept);
                entries.put(entry.place.id(), entry);
            }
        } catch (AwayException e) {
            whole = false;
        }
        // Of a call that is in both, memory knows more.
        List<Ladder> recent = wait(answer -> ladders.recent(place, limit, answer));
        for (var call : recent)
            entries.put(call.id(), new Entry(call.place(), CallJson.record(call)));
        var calls =
                entries.values().stream()
                        .sorted(Comparator.comparing(Entry::place))
                        .limit(limit)
                        .map(Entry::record)
                        .toList();
        return new Page(calls, whole);
    }

    private Optional<Ladder.Place> placeOf(String id) throws Exception {
        var known = ladder(id).map(Ladder::place);
        if (known.isPresent()) return known;
        try {
            return archive.call(id).map(Archive::place);
        } catch (AwayException e) {
            return Optional.empty();
        }
    }

    /** What is in memory of a call. */
    Optional<Ladder> ladder(String id) throws Exception {
        return wait(answer -> ladders.find(id, answer));
    }

    /** What the store has of a call, or of one of its legs. */
    Optional<JsonNode> kept(String id) throws AwayException {
        int dot = id.indexOf('.');
        return archive.call(dot < 0 ? id : id.substring(0, dot));
    }

    private static <T> T wait(Consumer<Consumer<T>> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        var answer = new CompletableFuture<T>();
        question.accept(answer::complete);
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
