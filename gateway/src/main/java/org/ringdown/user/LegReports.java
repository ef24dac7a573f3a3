package org.ringdown.user;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ringdown.call.Info;
import org.ringdown.leg.page.FromPageLeg;
import org.ringdown.limit.Refusal;
import org.ringdown.page.ToPage;
import org.ringdown.time.Clock;
import org.ringdown.user.UserCall.State;

/** What the legs of a user's calls report, and who among the pages hears of it. Part of the user's mailbox. */
final class LegReports {
    private final Clock clock;
    private final Map<String, UserPage> pages;
    private final CallBook book;
    private final Waking waking;

    LegReports(Clock clock, Map<String, UserPage> pages, CallBook book, Waking waking) {
        this.clock = clock;
        this.pages = pages;
        this.book = book;
        this.waking = waking;
    }

    void on(FromPageLeg report) {
        if (report instanceof FromPageLeg.Incoming incoming) incoming(incoming);
        else book.find(report.leg()).ifPresent(call -> on(call, report));
    }

    private void incoming(FromPageLeg.Incoming in) {
        var call =
                new UserCall(
                        in.leg(),
                        in.call(),
                        in.sipCallId(),
                        true,
                        in.remote(),
                        State.RINGING,
                        now());
        call.callerShows = in.pictures();
        book.add(call);
        pages.values().stream().filter(UserPage::rings).forEach(page -> book.ring(page, call));
        waking.rings(call);
    }

    private void on(UserCall call, FromPageLeg report) {
        switch (report) {
            case FromPageLeg.Incoming _ -> throw new IllegalStateException("handled above");
            case FromPageLeg.Ringing(_, var early) -> {
                call.state = early ? State.EARLY_MEDIA : State.RINGING;
                book.toHolder(call, new ToPage.Ringing(call.id, early));
                book.update(call);
            }
            case FromPageLeg.Chosen chosen -> {
                call.chosen = Optional.of(chosen);
                book.sendCodec(call);
            }
            case FromPageLeg.Faces faces -> {
                call.faces = Optional.of(faces);
                book.sendPictures(call);
            }
            case FromPageLeg.Answered _ -> {
                call.state = State.ACTIVE;
                call.answeredAt = Optional.of(now());
                book.toHolder(call, new ToPage.Answered(call.id));
                book.update(call);
            }
            case FromPageLeg.KeysHeard(_, var digits) ->
                    digits.chars()
                            .forEach(key ->
                                    book.toHolder(call, new ToPage.KeyHeard(call.id, (char) key)));
            case FromPageLeg.HoldChanged(_, var local, var remote) -> {
                call.hold = new ToPage.Hold(local, remote);
                book.toHolder(call, new ToPage.Held(call.id, call.hold));
                book.update(call);
            }
            case FromPageLeg.Transferring(_, var progress) ->
                    book.toHolder(
                            call,
                            new ToPage.TransferProgress(
                                    call.id, progress.stage().word(), progress.status()));
            case FromPageLeg.Barred(_, var why) -> barred(call, why);
            case FromPageLeg.Meets(_, var remote) -> {
                call.remote = remote;
                book.update(call);
            }
            case FromPageLeg.Moved(_, var to) -> call.call = to;
            case FromPageLeg.InfoHeard(_, var info) -> book.toHolder(call, heard(call, info));
            case FromPageLeg.Recorded(_, var on) -> {
                call.recording = on;
                book.toAll(call, new ToPage.Recording(call.id, on));
            }
            case FromPageLeg.RecordAnswered answered -> book.answer(answered);
            case FromPageLeg.Over over -> over(call, over);
        }
    }

    private void barred(UserCall call, Refusal why) {
        book.toHolder(
                call,
                Refusals.of(
                        Refusals.code(why),
                        why.message(),
                        why.hint(),
                        Optional.empty(),
                        Optional.of(call.id),
                        Optional.empty()));
    }

    private static ToPage heard(UserCall call, Info info) {
        return switch (info.kind()) {
            case PROGRAM -> new ToPage.Info(call.id, info.type(), info.body());
            case PERSON -> new ToPage.Message(call.remote.uri(), info.body());
        };
    }

    private void over(UserCall call, FromPageLeg.Over over) {
        book.remove(call);
        waking.over(call, over);
        // The leg closes the media that it has; an answer may have come too late to give it any.
        call.holder.ifPresent(at ->
                Optional.ofNullable(pages.get(at.page())).ifPresent(page -> page.close(at.m())));
        book.toAll(
                call,
                new ToPage.Ended(
                        call.id,
                        over.reason().word(),
                        over.by().name().toLowerCase(Locale.ROOT),
                        over.status()
                                .map(status ->
                                        new ToPage.SipStatus(status.code(), status.reason())),
                        over.q850(),
                        over.durationMs()));
    }

    private long now() {
        return clock.wall().toEpochMilli();
    }
}
