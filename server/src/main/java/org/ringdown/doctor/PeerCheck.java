package org.ringdown.doctor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.ringdown.line.Inquiry.Answer;

/** Whether a trunk, or the registrar of a line, is there and takes our password. */
final class PeerCheck implements Check {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String kind;
    private final String key;
    private final String uri;
    private final Supplier<CompletableFuture<Answer>> inquiry;

    /**
     * @param kind "trunk" or "line"
     * @param key of the configuration: "trunks.pbx"
     * @param uri where it is
     */
    PeerCheck(String kind, String key, String uri, Supplier<CompletableFuture<Answer>> inquiry) {
        this.kind = kind;
        this.key = key;
        this.uri = uri;
        this.inquiry = inquiry;
    }

    @Override
    public String name() {
        return kind;
    }

    @Override
    public void look(Report report) throws InterruptedException {
        try {
            judge(inquiry.get().get(PATIENCE.toSeconds(), TimeUnit.SECONDS), report);
        } catch (TimeoutException e) {
            judge(new Answer.Silent(), report);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
    }

    private void judge(Answer answer, Report report) {
        switch (answer) {
            case Answer.There() -> report.good("%s answers at %s.".formatted(key, uri));
            case Answer.Welcome() ->
                    report.good("%s answers at %s and takes our password.".formatted(key, uri));
            case Answer.Unproved(int status, var reason) ->
                    report.good(
                            "%s answers at %s; whether it takes our password shows in a call alone (to REGISTER it said %d %s)."
                                    .formatted(key, uri, status, reason));
            case Answer.Refused(int status, var reason) ->
                    report.fault(
                            kind + "-refused",
                            "%s answers at %s, and refuses our account: %d %s."
                                    .formatted(key, uri, status, reason),
                            "Check %1$s.username, %1$s.password and %1$s.realm.".formatted(key));
            case Answer.Busy() ->
                    report.fault(
                            kind + "-busy",
                            "%s answers at %s that it cannot work now (503).".formatted(key, uri),
                            "Ask who runs it; meanwhile a route may name another trunk.");
            case Answer.Silent() ->
                    report.fault(
                            kind + "-silent",
                            "%s says nothing at %s.".formatted(key, uri),
                            "See that the address, port and transport are right, that no firewall is between, and that it knows our address.");
            case Answer.Unreachable(var why) ->
                    report.fault(
                            kind + "-unreachable",
                            "Nothing leads to %s at %s: %s.".formatted(key, uri, why),
                            "See that its name is in DNS and its port open; for TLS, that its certificate is for the host of the URI (the log above says what is wrong).");
        }
    }
}
