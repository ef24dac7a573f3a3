package org.ringdown.user;

import java.util.Optional;
import org.ringdown.limit.Refusal;
import org.ringdown.page.ToPage;

/** How a page is told that something it asked for was refused: what happened, and what to do. */
final class Refusals {
    private final Connections connections;

    Refusals(Connections connections) {
        this.connections = connections;
    }

    /** The attempt to call that the page named {@code ref} came to nothing. */
    void dial(String page, String ref, String code, String message, String hint) {
        send(page, code, message, hint, Optional.of(ref), Optional.empty(), Optional.empty());
    }

    /** The same, where it is one too many or not wanted. */
    void dial(String page, String ref, Refusal why) {
        dial(page, ref, code(why), why.message(), why.hint());
    }

    /** What programs see. */
    static String code(Refusal why) {
        return why.isStop() ? "over-capacity" : "rate-limited";
    }

    /** What the page asked for under {@code ref}, and is no call. */
    void request(String page, String ref, String code, String message, String hint) {
        send(page, code, message, hint, Optional.of(ref), Optional.empty(), Optional.empty());
    }

    void call(String page, String call, String code, String message, String hint) {
        send(page, code, message, hint, Optional.empty(), Optional.of(call), Optional.empty());
    }

    void media(String page, String m, String code, String message, String hint) {
        send(page, code, message, hint, Optional.empty(), Optional.empty(), Optional.of(m));
    }

    private void send(
            String page,
            String code,
            String message,
            String hint,
            Optional<String> ref,
            Optional<String> call,
            Optional<String> m) {
        connections.send(page, of(code, message, hint, ref, call, m));
    }

    static ToPage of(
            String code,
            String message,
            String hint,
            Optional<String> ref,
            Optional<String> call,
            Optional<String> m) {
        return new ToPage.Failure(code, message, hint, false, ref, call, m, Optional.empty());
    }
}
