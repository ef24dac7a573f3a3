package org.ringdown.interop;

import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.sound.G711;
import tools.jackson.databind.JsonNode;

/**
 * A gateway that is not in dev mode, with the buttons sales, support and closed, which call one phone, and pages of another origin that show them.
 */
final class ButtonLab implements AutoCloseable {
    static final String KEY = "a key with which calls may be stopped, long enough";
    static final int TONE = 1500;

    /** When the button closed opens: not today, and not tomorrow. */
    static final DayOfWeek OPENS = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek();

    final Lab lab;
    final ScriptedPhone phone = ScriptedPhone.open("sales");
    private final String name;
    private final int port;
    private Gateway gateway;

    private ButtonLab(Lab lab, String name, int port) {
        this.lab = lab;
        this.name = name;
        this.port = port;
        this.gateway = start();
    }

    static ButtonLab open(Lab lab, String name) {
        return new ButtonLab(lab, name, 0);
    }

    /** At this HTTP port, where it can be started again. */
    static ButtonLab at(int port, Lab lab, String name) {
        return new ButtonLab(lab, name, port);
    }

    private Gateway start() {
        return Gateway.configured(
                Host.HERE,
                lab.folder("gateway-" + name),
                """
                http: {port: %1$d}
                sip: {port: 0}
                media: {webrtc-port: 0}
                trunks: {pbx: {uri: "sip:127.0.0.1:%2$d", watch: off}}
                routes: [{to: "+44*", trunk: pbx}]
                buttons:
                  sales: {to: "+441234567890", origins: ["%3$s"]}
                  support: {to: "+441234567891", origins: ["%3$s"]}
                  closed: {to: "+441234567892", origins: ["%3$s"], hours: "%4$s 12:00-13:00 UTC"}
                api-keys: {operator: {key: "%5$s", may: [stop]}}
                """
                        .formatted(
                                port,
                                phone.port(),
                                lab.pages().origin(),
                                OPENS.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                                        .substring(0, 2),
                                KEY));
    }

    Gateway gateway() {
        return gateway;
    }

    /** Starts it again, as if its machine had come back. */
    void startAgain() {
        gateway = start();
    }

    /** A page with the script of the button alone. */
    String twoLines(String button) {
        return "<!doctype html><script type=\"module\" src=\"%s/ringdown-button.js\"></script>\n%s"
                .formatted(gateway.origin(), button);
    }

    /** Serves a page, and shows it; {@code before} runs before its own scripts. */
    Page shown(String file, String html, String... before) {
        var script = script("/pages/instrument.js") + String.join("\n", List.of(before));
        var page = lab.chromium().open(lab.pages().write(file, html), "button-" + name, script);
        page.await("button", SOON, "customElements.get('ringdown-button')");
        return page;
    }

    private static String script(String resource) {
        try (var in = ButtonLab.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Presses the first button, and answers. */
    PhoneCall pressed(Page page) {
        return pressed(page, "ringdown-button");
    }

    PhoneCall pressed(Page page, String button) {
        page.click(button + " button");
        var call = phone.awaitCall(SOON);
        call.rtp().say(Voice.tone(G711.PCMA, TONE));
        call.answer("PCMA");
        awaitState(page, button, "talking");
        return call;
    }

    static void awaitState(Page page, String button, String state) {
        var now = "document.querySelector('%s').state === '%s'".formatted(button, state);
        page.await("a button that is " + state, SOON, now);
    }

    /** What part of the first button says; null where it is not to be seen. */
    static JsonNode part(Page page, String part) {
        return page.run(
                """
                const found = document.querySelector('ringdown-button').shadowRoot.querySelector('[part=%s]');
                return found.checkVisibility() ? found.textContent : null;
                """
                        .formatted(part));
    }

    static void awaitHint(Page page, String words) {
        var has =
                "document.querySelector('ringdown-button').shadowRoot.querySelector('[part=hint]').textContent.includes('%s')";
        page.await("word of why", SOON.multipliedBy(2), has.formatted(words));
    }

    /** What the page has had from the gateway, by name. */
    List<String> fetched(Page page) {
        return page.run(
                        """
                        return performance.getEntriesByType('resource').map(({ name }) => name)
                            .filter(name => name.startsWith('%s')).map(name => new URL(name).pathname);
                        """
                                .formatted(gateway.origin()))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Override
    public void close() {
        gateway.close();
        phone.close();
    }
}
