package org.ringdown.interop.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A running program: its output is kept in two files of its folder, and closing it ends it with all that it started. */
public final class Program implements AutoCloseable {
    private static final Duration POLITE = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    private Program(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code command} in {@code folder} (made if missing), with {@code environment} on top of ours. */
    public static Program start(
            String name, Path folder, Map<String, String> environment, List<String> command) {
        return start(
                name,
                folder,
                environment,
                command,
                ProcessBuilder.Redirect.from(new File("/dev/null")));
    }

    /** The same for one that is told what to do by {@link #type}. */
    public static Program startToTypeAt(
            String name, Path folder, Map<String, String> environment, List<String> command) {
        return start(name, folder, environment, command, ProcessBuilder.Redirect.PIPE);
    }

    private static Program start(
            String name,
            Path folder,
            Map<String, String> environment,
            List<String> command,
            ProcessBuilder.Redirect in) {
        try {
            Files.createDirectories(folder);
            var out = folder.resolve(name + ".out");
            var err = folder.resolve(name + ".err");
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(environment);
            builder.redirectOutput(out.toFile()).redirectError(err.toFile()).redirectInput(in);
            return new Program(name, builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start: " + e.getMessage(), e);
        }
    }

    /** A line on its standard input. */
    public void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen: " + tail(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    /** The first match of {@code expression} in what the program wrote, on either channel. */
    public MatchResult awaitOutput(String expression, Duration within) {
        var pattern = Pattern.compile(expression);
        return Patience.await(
                "line like \"" + expression + "\" from " + name,
                within,
                () -> {
                    var matcher = pattern.matcher(out() + err());
                    if (matcher.find()) return Optional.of(matcher.toMatchResult());
                    if (!alive())
                        throw new AssertionError(
                                name + " ended with " + process.exitValue() + ":\n" + tail());
                    return Optional.empty();
                });
    }

    /** Itself after {@code check}, which throws unless it is ready: one that is not is ended, so that nothing is left running. */
    public Program ready(Consumer<Program> check) {
        try {
            check.accept(this);
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** The exit status, once there is one. */
    public int awaitExit(Duration within) {
        try {
            if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError(
                name + " still runs after " + within.toMillis() + " ms:\n" + tail());
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGTERM, and SIGKILL for whatever is left of it and its children after five seconds. */
    @Override
    public void close() {
        var family = process.descendants().toList();
        terminate();
        try {
            process.waitFor(POLITE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    /** The last lines of both channels, for a complaint. */
    public String tail() {
        return last(out()) + last(err());
    }

    private static String last(String text) {
        var lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()))
                + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
