package org.ringdown.webpush;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ringdown.push.ClosedPages;
import org.ringdown.push.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The browsers of each user, kept in a file that is written anew with each change. Threads: any; whoever changes something does not wait for the disk. */
final class Browsers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Browsers.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Optional<Path> file;
    private final Map<String, List<Subscription>> known = new ConcurrentHashMap<>();
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("browsers").factory());

    private record Line(String user, Subscription browser) {}

    private Browsers(Optional<Path> file) {
        this.file = file;
    }

    /** @param file empty where nothing is kept; one that cannot be read wakes nobody, and is said in the log */
    static Browsers in(Optional<Path> file) {
        var browsers = new Browsers(file);
        file.filter(Files::exists).ifPresent(browsers::read);
        return browsers;
    }

    private void read(Path path) {
        try {
            for (var line : Files.readAllLines(path)) {
                var one = JSON.readValue(line, Line.class);
                known.merge(one.user(), List.of(one.browser()), Browsers::joined);
            }
        } catch (IOException | JacksonException e) {
            log.warn(
                    "{} cannot be read: browsers in it are not woken for calls until they open the phone",
                    path,
                    e);
        }
    }

    private static List<Subscription> joined(List<Subscription> some, List<Subscription> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    boolean has(String user) {
        return known.containsKey(user);
    }

    List<Subscription> of(String user) {
        return known.getOrDefault(user, List.of());
    }

    /** The browser is this user's from now on. Of too many the oldest is forgotten. */
    void add(String user, Subscription browser) {
        if (of(user).contains(browser)) return;
        known.keySet().forEach(other -> drop(other, browser.endpoint()));
        known.merge(
                user,
                List.of(browser),
                (before, one) -> {
                    var all = joined(before, one);
                    return all.subList(Math.max(0, all.size() - ClosedPages.MOST), all.size());
                });
        changed();
    }

    void remove(String user, String endpoint) {
        if (drop(user, endpoint)) changed();
    }

    private boolean drop(String user, String endpoint) {
        var before = of(user);
        known.computeIfPresent(
                user,
                (_, all) -> {
                    var left =
                            all.stream().filter(one -> !one.endpoint().equals(endpoint)).toList();
                    return left.isEmpty() ? null : left;
                });
        return of(user).size() != before.size();
    }

    private void changed() {
        file.ifPresent(path -> writer.execute(() -> write(path)));
    }

    private void write(Path path) {
        try {
            var lines =
                    known.entrySet().stream()
                            .flatMap(each ->
                                    each.getValue().stream()
                                            .map(one -> new Line(each.getKey(), one)))
                            .map(JSON::writeValueAsString)
                            .toList();
            var next = path.resolveSibling(path.getFileName() + ".new");
            Files.write(next, lines);
            Files.move(
                    next,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn(
                    "{} cannot be written: after a restart browsers are not woken until they open the phone",
                    path,
                    e);
        }
    }

    /** Waits until all is written. */
    @Override
    public void close() {
        writer.close();
    }
}
