package org.ringdown.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.process.Program;
import org.ringdown.interop.sound.Hearing;

/** A web page that speaks SIP over WebSocket by somebody else's library, in a real browser; its scripts are in {@code webphones}. */
final class WebPhone implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration BUILD = Duration.ofSeconds(60);

    private final Page page;

    private WebPhone(Page page) {
        this.page = page;
    }

    /** Opens one and awaits its registration; {@code library} is "jssip" or "sipjs". The password is the user's name. */
    static WebPhone open(
            Browser browser, PageServer pages, Gateway gateway, String library, String user) {
        pages.write(library + ".js", bundle(library));
        var html =
                "<!doctype html><meta charset=utf-8><title>%s</title><script type=module src=/%s.js></script>"
                        .formatted(library, library);
        var address = pages.write(library + ".html", html);
        var query =
                "?ws=%s/v1/sip&user=%s&password=%s&domain=127.0.0.1"
                        .formatted(gateway.origin().replace("http", "ws"), user, user);
        var phone = new WebPhone(browser.open(address + query, library + "-" + user));
        phone.page.await("registration of " + library, SOON, "window.lab && lab.registered");
        return phone;
    }

    private static String bundle(String library) {
        var here = Path.of("").toAbsolutePath();
        var bundle = here.resolve("target/webphones/" + library + ".js");
        var command = List.of("npm", "run", "-s", "--prefix", here.toString(), "webphones");
        try (var npm =
                Program.start(
                        "webphones", here.resolve("target/interop/webphones"), Map.of(), command)) {
            if (npm.awaitExit(BUILD) != 0) throw new AssertionError(npm.tail());
            return Files.readString(bundle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void dial(String to) {
        page.run("await lab.dial('" + to + "')");
    }

    void awaitIncoming() {
        awaitState("incoming");
    }

    void answer() {
        page.run("await lab.answer()");
    }

    void hangup() {
        page.run("await lab.hangup()");
    }

    void press(String key) {
        page.run("await lab.press('" + key + "')");
    }

    void awaitState(String state) {
        page.await(
                "call of a web phone in the state " + state, SOON, "lab.state === '" + state + "'");
    }

    /** Three good seconds of the tone in what the call plays, from now on. */
    Hearing awaitTone(int hz) {
        page.run("await lab.listen()");
        return page.awaitTone(hz);
    }

    Page page() {
        return page;
    }

    /** Hangs up what is left and takes its registration back. */
    @Override
    public void close() {
        page.run("await Promise.allSettled([lab.hangup()]); await lab.unregister()");
        page.await("end of the registration", SOON, "!lab.registered");
        page.close();
    }
}
