package org.ringdown.interop.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.sound.Sound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser with a microphone that hears one tone. Its pages are opened, asked and closed from here. */
public final class Browser implements AutoCloseable {
    private static final Duration LAUNCH = Duration.ofSeconds(60);
    private static final Duration COMMAND = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    /** The tone that the microphone of either browser hears; Firefox knows no other way than its built-in one. */
    public static final int MICROPHONE_HZ = 1000;

    private final Process node;
    private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final Map<String, PageLog> logs = new ConcurrentHashMap<>();
    private final AtomicInteger commands = new AtomicInteger();

    private volatile String version = "";

    private Browser(Process node) {
        this.node = node;
    }

    /** Debian's Chromium. */
    public static Browser chromium(Path folder, Map<String, String> environment) {
        return chromium(Host.HERE, folder, environment);
    }

    /** The same elsewhere. */
    public static Browser chromium(Host host, Path folder, Map<String, String> environment) {
        try {
            Files.createDirectories(folder);
            var wav = folder.resolve("microphone.wav");
            Sound.tone(MICROPHONE_HZ, 48_000, Duration.ofSeconds(10))
                    .writeWav(wav); // played over and over
            return launch(
                    host,
                    folder,
                    environment,
                    Map.of("browser", "chromium", "wav", wav.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian's Firefox ESR. What its pages hear can be told only if {@code environment} names a sound server. */
    public static Browser firefox(Path folder, Map<String, String> environment) {
        return firefox(Host.HERE, folder, environment);
    }

    /** The same elsewhere. */
    public static Browser firefox(Host host, Path folder, Map<String, String> environment) {
        return launch(host, folder, environment, Map.of("browser", "firefox"));
    }

    private static Browser launch(
            Host host, Path folder, Map<String, String> environment, Map<String, String> options) {
        try {
            Files.createDirectories(folder);
            var driver = Path.of("driver/driver.mjs").toAbsolutePath().toString();
            var builder = new ProcessBuilder(host.command(List.of("node", driver)));
            builder.environment().putAll(environment);
            builder.redirectError(new File(folder.toFile(), "driver.err"));
            var browser = new Browser(builder.start());
            Thread.ofPlatform().daemon().name("browser").start(browser::listen);
            browser.version = browser.command("launch", LAUNCH, options).asString();
            System.out.println(browser.version);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name and version, which move with the distribution. */
    public String version() {
        return version;
    }

    /** Opens {@code url}. Pages of one context share storage; those of two do not know of each other. */
    public Page open(String url, String context) {
        var name = command("open", COMMAND, Map.of("url", url, "context", context)).asString();
        return new Page(this, name, log(name));
    }

    /** Opens a page that knows nothing of being tested, with {@code script} before its own ones. */
    public Page open(String url, String context, String script) {
        var options = Map.of("url", url, "context", context, "script", script);
        var name = command("open", COMMAND, options).asString();
        return new Page(this, name, log(name));
    }

    JsonNode command(String command, Duration within, Map<String, String> options) {
        int id = commands.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        awaited.put(id, answer);
        var message = new HashMap<String, Object>(options);
        message.put("id", id);
        message.put("do", command);
        try {
            send(message);
            return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(command + " " + options + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new AssertionError(command + " " + options + ": no answer within " + within, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void send(Map<String, Object> message) throws IOException {
        node.getOutputStream()
                .write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        node.getOutputStream().flush();
    }

    private void listen() {
        try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine())
                receive(JSON.readTree(line));
        } catch (IOException e) {
            if (node.isAlive()) throw new UncheckedIOException(e);
        }
        var gone = new IOException("the driver ended");
        awaited.values().forEach(answer -> answer.completeExceptionally(gone));
    }

    private void receive(JsonNode message) {
        if (message.has("level")) {
            log(message.path("page").asString())
                    .add(message.path("level").asString(), message.path("text").asString());
            return;
        }
        var answer = awaited.remove(message.path("id").asInt());
        if (answer == null) return;
        if (message.has("error"))
            answer.completeExceptionally(new IOException(message.path("error").asString()));
        else answer.complete(message.path("value"));
    }

    private PageLog log(String page) {
        return logs.computeIfAbsent(page, _ -> new PageLog());
    }

    /** As by the system, in the middle of whatever it does: no page of it can say a last word. */
    public void kill() {
        var family = node.descendants().toList();
        family.forEach(ProcessHandle::destroyForcibly);
        node.destroyForcibly();
    }

    @Override
    public void close() {
        if (!node.isAlive()) return;
        var family = node.descendants().toList();
        try {
            command("quit", Duration.ofSeconds(10), Map.of());
            node.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            node.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
