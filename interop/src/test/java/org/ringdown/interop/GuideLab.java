package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Host;
import org.ringdown.interop.sound.G711;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the guides speak of: a site, another one that frames its pages, a gateway that is not in dev mode and knows alice and the button sales, and the
 * phone that both call, behind a trunk.
 */
final class GuideLab implements AutoCloseable {
    /** The site as the guides name it. */
    static final String SITE = "https://www.example.com";

    static final String NUMBER = "+442079460000";
    static final String TOKEN_KEY = "the key of page tokens, which site and gateway share";
    static final String API_KEY = "the key by which the site may ask for tokens";

    private static final int TONE = 1500;
    private static final String IMPORTS =
            "<script type=\"importmap\">{\"imports\": {\"jssip\": \"/bundle/jssip.js\", \"sip.js\": \"/bundle/sipjs.js\"}}</script>\n";
    private static final JsonMapper JSON = new JsonMapper();

    final PageServer site = PageServer.start();
    final PageServer shop = PageServer.start();
    final ScriptedPhone office = ScriptedPhone.open("office");
    final Gateway gateway;
    private final Lab lab;

    private GuideLab(Lab lab, String name) {
        this.lab = lab;
        this.gateway =
                Gateway.configured(
                        Host.HERE,
                        lab.folder("gateway-" + name),
                        """
                        http: {port: 0, origins: ["%1$s", "%2$s"]}
                        sip: {port: 0, domains: [pbx.example.com]}
                        media: {webrtc-port: 0}
                        users: {alice: {password: "the password of alice"}}
                        tokens: {keys: {k1: {key: "%3$s"}}}
                        api-keys: {site: {key: "%4$s", may: [tokens]}}
                        trunks: {pbx: {uri: "sip:127.0.0.1:%5$d", watch: off}}
                        routes: [{from: pbx, to: "*", user: alice}, {to: "+44*", trunk: pbx}, {to: "60?", app: builtin}]
                        buttons: {sales: {to: "%6$s", origins: ["%1$s"]}}
                        """
                                .formatted(
                                        site.origin(),
                                        SITE,
                                        TOKEN_KEY,
                                        API_KEY,
                                        office.port(),
                                        NUMBER));
    }

    static GuideLab open(Lab lab, String name) {
        return new GuideLab(lab, name);
    }

    /** A guide with the addresses of here in place of those that it names. */
    Guide fitted(Guide guide) {
        var socket = gateway.origin().replaceFirst("^http", "ws");
        return guide.with(text ->
                text.replace("https://phone.example.com", gateway.origin())
                        .replace("wss://phone.example.com", socket)
                        .replace("wss://pbx.example.com:8089/ws", socket + "/v1/sip")
                        .replace(SITE, site.origin())
                        .replace("https://shop.example.org", shop.origin()));
    }

    /** Serves a guide's files, and a token for whoever asks, and shows one of its pages. */
    Page shown(Guide guide, String page) {
        var fitted = fitted(guide);
        fitted.files().forEach((file, text) -> site.write(file, withImports(text)));
        site.write("ringdown-token", token());
        return shown(site.origin() + "/" + page);
    }

    Page shown(String url) {
        return lab.chromium().open(url, "guides", script("/pages/instrument.js"));
    }

    /** What a bundler does for a page that imports a library by its name. */
    private static String withImports(String text) {
        boolean imports = text.contains("from 'jssip'") || text.contains("from 'sip.js'");
        return imports ? text.replaceFirst("<!doctype html>\n", "$0" + IMPORTS) : text;
    }

    private static String script(String resource) {
        try (var in = GuideLab.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token() {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(gateway.origin() + "/v1/tokens"))
                            .header("Authorization", "Bearer " + API_KEY)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"user\": \"alice\"}"))
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body()).path("token").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Calls the office by what the page has for that. */
    void dial(Page page) {
        switch (page.run(
                        "return document.querySelector('ringdown-button, ringdown-phone')?.localName ?? 'its own'")
                .asString()) {
            case "ringdown-button" -> press(page);
            case "ringdown-phone" -> {
                page.await(
                        "phone that is registered",
                        SOON,
                        "document.querySelector('ringdown-phone').phone?.state === 'registered'");
                page.fill("ringdown-phone .number", NUMBER);
                page.press("Enter");
            }
            default -> {
                awaitState(page, "registered");
                if (has(page, "#to")) page.fill("#to", NUMBER);
                page.click("#call");
            }
        }
    }

    static void press(Page page) {
        page.await("button", SOON, "customElements.get('ringdown-button')");
        page.click("ringdown-button button");
    }

    static boolean has(Page page, String selector) {
        return page.run("return !!document.querySelector('" + selector + "')").asBoolean();
    }

    /** Returns when the page says so, or at once where it says nothing. */
    static void awaitState(Page page, String state) {
        page.await(
                "word that it is " + state,
                SOON,
                "(at => !at || at.textContent.includes('%s'))(document.querySelector('#state'))"
                        .formatted(state));
    }

    /** The office answers, and both hear each other. */
    PhoneCall talk(Page page) {
        var call = office.awaitCall(SOON);
        call.rtp().say(Voice.tone(G711.PCMA, TONE));
        call.answer("PCMA");
        page.await("sound", SOON, "window.heard");
        assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        return call;
    }

    /** The office calls alice. */
    PhoneCall ring() {
        var alice = "sip:+442079460001@127.0.0.1:" + gateway.sip().getPort();
        var call = office.dial(alice, List.of("PCMA"), Optional.empty());
        call.rtp().say(Voice.tone(G711.PCMA, TONE));
        return call;
    }

    @Override
    public void close() {
        gateway.close();
        office.close();
        site.close();
        shop.close();
    }
}
