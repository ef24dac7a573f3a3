package org.ringdown.interop.browser;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Hearing;
import org.ringdown.interop.sound.Sound;
import tools.jackson.databind.JsonNode;

/** One tab, or a frame in it. Scripts see {@code lab}, which {@code pages/lab.js} describes. */
public final class Page implements AutoCloseable {
    private static final Duration SCRIPT = Duration.ofSeconds(30);

    private final Browser browser;
    private final String name;
    private final PageLog log;
    private final Map<String, String> where;

    Page(Browser browser, String name, PageLog log) {
        this(browser, name, log, Map.of("page", name));
    }

    private Page(Browser browser, String name, PageLog log, Map<String, String> where) {
        this.browser = browser;
        this.name = name;
        this.log = log;
        this.where = where;
    }

    /** The frame in it whose address begins with {@code url}, to run scripts in, to await and to click. */
    public Page frame(String url) {
        return new Page(browser, name, log, Map.of("page", name, "frame", url));
    }

    private Map<String, String> here(String option, String value) {
        var options = new HashMap<>(where);
        options.put(option, value);
        return options;
    }

    /** What the body of an async function returns, within 30 s. */
    public JsonNode run(String script) {
        try {
            return browser.command("evaluate", SCRIPT, here("script", script));
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\nthe page said:\n" + String.join("\n", log()), e);
        }
    }

    /** Returns when the expression is true in the page. */
    public void await(String what, Duration within, String expression) {
        try {
            Patience.await(
                    what,
                    within,
                    Duration.ofMillis(50),
                    () ->
                            run("return !!(" + expression + ")").asBoolean()
                                    ? Optional.of(true)
                                    : Optional.empty());
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\nthe page said:\n" + String.join("\n", log()), e);
        }
    }

    /** Three good seconds of the tone in what the page plays, from now on. */
    public Hearing awaitTone(int hz) {
        run("lab.forget()");
        return Hearing.await(hz, this::heard);
    }

    /** What the page plays since it last forgot. */
    public Sound heard() {
        var heard = run("return lab.heard()");
        return Sound.pcm16(
                heard.path("rate").asInt(48_000),
                ByteBuffer.wrap(Base64.getDecoder().decode(heard.path("pcm").asString(""))));
    }

    /** A click of the mouse in the middle of the first element that fits. */
    public void click(String selector) {
        browser.command("click", SCRIPT, here("selector", selector));
    }

    /** The mouse comes to the middle of the first element that fits. */
    public void hover(String selector) {
        browser.command("hover", SCRIPT, Map.of("page", name, "selector", selector));
    }

    /** Types {@code text} into the first field that fits, instead of what is in it. */
    public void fill(String selector, String text) {
        browser.command("fill", SCRIPT, Map.of("page", name, "selector", selector, "text", text));
    }

    /**
     * Gives the worker of {@code origin} a message as it came to a push service; Chromium only.
     *
     * @param keys {@code secretKey} and {@code secret}, of the browser that it is for
     * @return what it says
     */
    public String wake(String origin, String message, Map<String, String> keys) {
        var options = new HashMap<>(keys);
        options.putAll(Map.of("page", name, "origin", origin, "message", message));
        return browser.command("wake", SCRIPT, options).asString();
    }

    /** What that worker shows beside all pages. */
    public List<String> notifications(String origin) {
        var all = new ArrayList<String>();
        browser.command("shown", SCRIPT, Map.of("page", name, "origin", origin))
                .forEach(one -> all.add(one.asString()));
        return all;
    }

    /** Presses a key, by its name in KeyboardEvent, wherever the focus is. */
    public void press(String key) {
        browser.command("press", SCRIPT, Map.of("page", name, "keys", key));
    }

    /** Runs a script of this file in the page, whatever the page's policy says. */
    public void inject(Path file) {
        browser.command("inject", SCRIPT, Map.of("page", name, "file", file.toString()));
    }

    /** Is from now on of this size, in a system that likes it "light" or "dark", and still. */
    public void look(String scheme, int width, int height) {
        var options =
                Map.of("page", name, "scheme", scheme, "width", "" + width, "height", "" + height);
        browser.command("look", SCRIPT, options);
    }

    /** Writes what it shows into a PNG file. */
    public void photograph(Path file) {
        browser.command("screenshot", SCRIPT, Map.of("page", name, "path", file.toString()));
    }

    /** Starts to load the page anew; returns when the old one is gone. */
    public void reload() {
        browser.command("reload", SCRIPT, Map.of("page", name));
    }

    /** What it wrote to its console, errors among them. */
    public List<String> log() {
        return log.lines();
    }

    @Override
    public void close() {
        browser.command("close", SCRIPT, Map.of("page", name));
    }
}
