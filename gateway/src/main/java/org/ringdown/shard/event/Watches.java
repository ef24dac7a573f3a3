package org.ringdown.shard.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.ringdown.event.WatchAsked;
import org.ringdown.event.WatchNews;
import org.ringdown.event.WatchOver;
import org.ringdown.event.WatchRefused;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Refusal;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.dialog.Dialog;
import org.ringdown.sip.event.EventPackage.Grant;
import org.ringdown.sip.event.Notifier;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;

/**
 * The subscriptions of phones with us (RFC 6665 §4.2). Whoever subscribes has proved to be one of our users, or would not be here. Part of
 * a shard.
 */
public final class Watches {
    private static final int MOST = 10_000;

    private final SipHouse house;
    private final String mailbox;
    private final SipWork work;
    private final WatchRules rules;
    private final Map<String, Asking> asking = new HashMap<>();
    private final Map<String, Alive> alive = new HashMap<>();
    private long counted;

    /** One that waits for what there is to be told. */
    private record Asking(
            TransactionId id,
            SipRequest request,
            Flow flow,
            WatchRules.Answer.May what,
            Duration granted) {}

    /** @param user who is watched */
    private record Alive(Watch watch, String user) {}

    public Watches(SipHouse house, String mailbox, SipWork work, WatchRules rules) {
        this.house = house;
        this.mailbox = mailbox;
        this.work = work;
        this.rules = rules;
    }

    public int size() {
        return asking.size() + alive.size();
    }

    /** @param watcher the user who asks */
    public void begin(TransactionId id, SipRequest request, Flow flow, String watcher) {
        switch (rules.ask(request, watcher)) {
            case WatchRules.Answer.MayNot(var refusal) -> refuse(id, request, refusal);
            case WatchRules.Answer.May may -> {
                switch (may.about().grant(request)) {
                    case Grant.Refused(var refusal) -> refuse(id, request, refusal);
                    case Grant.For(var time) -> ask(id, request, flow, may, time, watcher);
                }
            }
        }
    }

    private void ask(
            TransactionId id,
            SipRequest request,
            Flow flow,
            WatchRules.Answer.May what,
            Duration granted,
            String watcher) {
        var unfit = Dialog.check(request);
        if (unfit.isPresent()) {
            refuse(id, request, unfit.get());
        } else if (size() >= MOST) {
            refuse(id, request, new Refusal(503));
        } else {
            var watch = mailbox.replace(':', '-') + "-w" + ++counted;
            asking.put(watch, new Asking(id, request, flow, what, granted));
            var kind = WatchRules.OFFERED.get(what.about());
            house.post().send("user:" + what.user(), new WatchAsked(watch, kind, watcher, mailbox));
        }
    }

    public void on(WatchNews news) {
        var asked = asking.remove(news.watch());
        if (asked != null) accept(asked, news);
        else if (alive.containsKey(news.watch())) alive.get(news.watch()).watch.tell(news.news());
    }

    public void on(WatchRefused refused) {
        var asked = asking.remove(refused.watch());
        if (asked != null) refuse(asked.id, asked.request, new Refusal(503));
    }

    private void accept(Asking asked, WatchNews news) {
        var request = asked.request;
        var ok = Responses.to(request, 200, "OK", work.ids().tag(news.watch()));
        var dialog = Dialog.asCallee(request, ok);
        var notifier = new Notifier(asked.what.about(), asked.what.type(), dialog, work.now());
        var documents = new NewsDocuments("sip:" + asked.what.user() + "@" + house.domain());
        var watch = new Watch(news.watch(), this, work, notifier, documents, asked.flow);
        if (!work.dialog(dialog.id(), watch)) {
            refuse(asked.id, request, new Refusal(503));
            house.post().send("user:" + asked.what.user(), new WatchOver(news.watch()));
            return;
        }
        alive.put(watch.id, new Alive(watch, asked.what.user()));
        work.respond(asked.id, watch.accepted(ok, asked.granted, asked.flow));
        watch.begin(asked.granted, news.news());
    }

    void over(Watch watch) {
        work.forget(watch.dialog().id());
        var known = alive.remove(watch.id);
        if (known != null) house.post().send("user:" + known.user, new WatchOver(watch.id));
    }

    private void refuse(TransactionId id, SipRequest request, Refusal refusal) {
        work.respond(id, Responses.to(request, refusal, Ids.statelessTag(request)));
    }
}
