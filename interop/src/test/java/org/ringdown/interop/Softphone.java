package org.ringdown.interop;

import static org.ringdown.interop.Lab.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ringdown.interop.browser.Page;

/** The phone at {@code /} in Chromium, as somebody has it in front of them: it is clicked, typed at, and read. In scripts, {@code ui} is what it is made of. */
final class Softphone implements AutoCloseable {
    private static final String UI = "document.querySelector('ringdown-phone').shadowRoot";
    private static final int TABS_AT_MOST = 60;

    private final Page page;

    private Softphone(Page page) {
        this.page = page;
    }

    /** Signed in and ready for calls. {@code before} are scripts that run before the page's own. */
    static Softphone signedIn(Lab lab, String context, String user, String... before) {
        return signedIn(lab, lab.gateway(), context, user, before);
    }

    /** The same at another gateway. */
    static Softphone signedIn(
            Lab lab, Gateway gateway, String context, String user, String... before) {
        var remembered = "sessionStorage.setItem('ringdown:user', '" + user + "');";
        var phone = opened(lab, gateway, context, remembered + String.join("\n", before));
        phone.awaitState("registered");
        return phone;
    }

    /** Nobody is signed in; on a screen of a hand's size. */
    static Softphone opened(Lab lab, String context, String before) {
        return opened(lab, lab.gateway(), context, before);
    }

    private static Softphone opened(Lab lab, Gateway gateway, String context, String before) {
        var script = resource("/pages/eavesdrop.js") + before;
        var phone = new Softphone(lab.chromium().open(gateway.origin() + "/", context, script));
        phone.page.look("light", 390, 844);
        phone.page.await("phone", SOON, "document.querySelector('ringdown-phone')?.shadowRoot");
        return phone;
    }

    Page page() {
        return page;
    }

    void awaitState(String state) {
        page.await(
                "phone that is " + state,
                SOON,
                "document.querySelector('ringdown-phone').phone?.state === '" + state + "'");
    }

    /** Returns when the expression is true. */
    void await(String what, String expression) {
        page.await(what, SOON, "(ui => " + expression + ")(" + UI + ")");
    }

    void awaitText(String selector, String text) {
        await(
                selector + " that says " + text + ", but " + text(selector),
                "[...ui.querySelectorAll('%s')].some(element => element.textContent.includes('%s'))"
                        .formatted(selector, text));
    }

    String text(String selector) {
        return run("return [...ui.querySelectorAll('%s')].map(element => element.textContent).join('|')"
                        .formatted(selector))
                .trim();
    }

    String run(String script) {
        return page.run("return String(await (async ui => { " + script + " })(" + UI + "))")
                .asString();
    }

    void click(String selector) {
        page.click("ringdown-phone " + selector);
    }

    void fill(String selector, String text) {
        page.fill("ringdown-phone " + selector, text);
    }

    /** One key after the other, wherever the focus is. */
    void press(String... keys) {
        List.of(keys).forEach(page::press);
    }

    /** Goes on by Tab until the control of this name has the focus. */
    void tabTo(String name) {
        for (int i = 0; i < TABS_AT_MOST; i++) {
            if (focused().equals(name)) return;
            press("Tab");
        }
        throw new AssertionError("Tab does not come to " + name + "; now at " + focused());
    }

    /** The name of what has the focus. */
    String focused() {
        return run(
                "const at = ui.activeElement; return at?.getAttribute('aria-label') ?? [...at?.childNodes ?? []].filter(part => part.ariaHidden !== 'true').map(part => part.textContent).join('')");
    }

    /** What a call on this page has come to. */
    void awaitCall(String state) {
        page.await(
                "call that is " + state,
                SOON,
                "document.querySelector('ringdown-phone').phone?.calls.some(call => call.state === '"
                        + state
                        + "')");
    }

    void awaitNoCall() {
        page.await(
                "end of all calls",
                SOON,
                "document.querySelector('ringdown-phone').phone?.calls.length === 0");
    }

    /** Returns when it has read whom its user knows. */
    void awaitPeople() {
        await("contacts", "ui.querySelector('.recents')");
        click(".tab[data-to=contacts]");
        await("list of contacts", "ui.querySelector('.contacts .list li')");
        click(".tab[data-to=phone]");
    }

    /** What axe finds against WCAG 2.2 at the levels A and AA, a line each; empty where it finds nothing. */
    String violations() {
        return Axe.violations(page);
    }

    /** How far the page reaches beyond the window's width. */
    int overflow() {
        return Integer.parseInt(run("return document.documentElement.scrollWidth - innerWidth"));
    }

    /** The visible controls that are lower or narrower than a finger needs. */
    String tooSmall() {
        return run(
                """
                return [...ui.querySelectorAll('button, input, [role=option]')].map(control => ({ control, box: (control.closest('label') ?? control).getBoundingClientRect() }))
                  .filter(({ box }) => box.width > 0 && (box.width < 43.9 || box.height < 43.9))
                  .map(({ control, box }) => `${control.className || control.tagName} ${box.width} x ${box.height}`).join('\\n');
                """);
    }

    private static String resource(String name) {
        try (var in = Softphone.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        page.run(
                "await Promise.allSettled(document.querySelector('ringdown-phone').phone?.calls.map(call => call.hangup()) ?? [])");
        page.close();
    }
}
