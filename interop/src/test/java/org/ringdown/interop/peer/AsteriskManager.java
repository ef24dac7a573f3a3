package org.ringdown.interop.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.process.Patience;

/** Asterisk's manager interface: orders go in, and everything that happens comes out, as blocks of {@code Name: value} lines. */
public final class AsteriskManager implements AutoCloseable {
    private static final Duration RESPONSE = Duration.ofSeconds(10);

    private final Socket socket;
    private final List<Map<String, String>> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger actions = new AtomicInteger();

    private AsteriskManager(Socket socket) {
        this.socket = socket;
    }

    static AsteriskManager connect(Host host, int port, String user, String secret) {
        var socket = host.inside(() -> new Socket(InetAddress.getLoopbackAddress(), port));
        var manager = new AsteriskManager(socket);
        Thread.ofVirtual().name("asterisk manager").start(manager::listen);
        manager.order("Login", Map.of("Username", user, "Secret", secret));
        return manager;
    }

    /** Has Asterisk do {@code action}; an {@link AssertionError} in its own words if it will not. */
    public Map<String, String> order(String action, Map<String, String> fields) {
        var id = Integer.toString(actions.incrementAndGet());
        var text = new StringBuilder("Action: " + action + "\r\nActionID: " + id + "\r\n");
        fields.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        try {
            synchronized (this) {
                socket.getOutputStream()
                        .write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var response =
                Patience.await(
                        "response of Asterisk to " + action,
                        RESPONSE,
                        () ->
                                messages.stream()
                                        .filter(message -> message.containsKey("Response"))
                                        .filter(message -> id.equals(message.get("ActionID")))
                                        .findFirst());
        if (response.get("Response").equals("Error"))
            throw new AssertionError(action + " " + fields + ": " + response.get("Message"));
        return response;
    }

    /** How much was said so far; with {@link #awaitEvent} and {@link #events} this tells what is new. */
    public int seen() {
        return messages.size();
    }

    /** The first event of this name after the first {@code seen} messages that has these fields. */
    public Map<String, String> awaitEvent(
            String name, int seen, Map<String, String> fields, Duration within) {
        return Patience.await(
                name + " " + fields + " from Asterisk",
                within,
                () ->
                        events(name, seen).stream()
                                .filter(event -> event.entrySet().containsAll(fields.entrySet()))
                                .findFirst());
    }

    /** The events of this name after the first {@code seen} messages. */
    public List<Map<String, String>> events(String name, int seen) {
        return messages.stream()
                .skip(seen)
                .filter(message -> name.equals(message.get("Event")))
                .toList();
    }

    private void listen() {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            var message = new HashMap<String, String>();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    messages.add(Map.copyOf(message));
                    message.clear();
                } else if (line.contains(": ")) {
                    message.putIfAbsent(
                            line.substring(0, line.indexOf(": ")),
                            line.substring(line.indexOf(": ") + 2));
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
