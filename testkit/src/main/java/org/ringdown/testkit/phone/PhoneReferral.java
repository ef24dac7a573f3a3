package org.ringdown.testkit.phone;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What a phone does about a REFER within one of its calls: what its {@link Obedience} says. */
final class PhoneReferral {
    private final PhoneCall call;
    private final List<SipText> heard = new ArrayList<>();
    private final Queue<Integer> news = new ArrayDeque<>();
    private Optional<Repeater> telling = Optional.empty();
    private long told;

    PhoneReferral(PhoneCall call) {
        this.call = call;
    }

    /** The REFERs that were heard, each once. */
    List<SipText> heard() {
        return List.copyOf(heard);
    }

    void asked(SipText refer) {
        var obedience = call.phone.obedience();
        if (obedience.answer() == 0) return;
        call.answer(refer, obedience.answer(), "So be it");
        if (heard.stream().anyMatch(before -> before.cseq() == refer.cseq())) return;
        heard.add(refer);
        if (obedience.answer() >= 300) return;
        news.addAll(obedience.news());
        later(obedience);
    }

    private void later(Obedience obedience) {
        call.phone.timers().after(obedience.pace(), () -> next(obedience));
    }

    private void next(Obedience obedience) {
        if (call.isOver()) return;
        if (news.isEmpty()) {
            if (obedience.hangsUp()) {
                replaced();
                call.hangUp();
            }
            return;
        }
        int status = news.remove();
        if (status >= 200 && status < 300) replaced();
        var notify =
                call.next("NOTIFY")
                        .with("Event", "refer")
                        .with(
                                "Subscription-State",
                                status < 200 ? "active;expires=60" : "terminated;reason=noresource")
                        .with("Content-Type", "message/sipfrag;version=2.0")
                        .withBody("SIP/2.0 " + status + " So far\r\n");
        told = notify.cseq();
        telling =
                Optional.of(
                        Repeater.steady(call.phone.timers(), () -> call.send(notify), () -> {}));
        later(obedience);
    }

    void told(SipText response) {
        if (response.cseq() == told && response.status() >= 200) stop();
    }

    /** Where it was sent to the place of another call of this phone, that one is over. */
    private void replaced() {
        var target = heard.getLast().one("Refer-To");
        int at = target.indexOf("?Replaces=");
        if (at < 0) return;
        var value =
                URLDecoder.decode(
                        target.substring(at + "?Replaces=".length()).replace(">", ""),
                        StandardCharsets.UTF_8);
        call.phone.calls().stream()
                .filter(other -> value.equals(other.asOthersNameIt()))
                .filter(PhoneCall::isTalking)
                .forEach(PhoneCall::hangUp);
    }

    void stop() {
        telling.ifPresent(Repeater::stop);
    }
}
