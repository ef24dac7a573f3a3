package org.ringdown.shard.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.call.CallSeen;
import org.ringdown.call.Party;
import org.ringdown.event.News;
import org.ringdown.event.Voicemail;
import org.ringdown.sip.Body;
import org.ringdown.sip.event.DialogInfo;
import org.ringdown.sip.event.DialogInfo.Direction;
import org.ringdown.sip.event.DialogInfo.State;
import org.ringdown.sip.event.Document;
import org.ringdown.sip.event.MessageSummary;
import org.ringdown.sip.event.Pidf;

/** Writes {@link News} of one user for one watcher, who has to be told of each call's end once. One owner. */
final class NewsDocuments {
    private final String entity;

    /** The calls of the last document, by id. */
    private Map<String, DialogInfo.Call> told = Map.of();

    /** @param entity the watched user's SIP URI */
    NewsDocuments(String entity) {
        this.entity = entity;
    }

    Document of(News news) {
        return version ->
                switch (news) {
                    case News.OfCalls(var calls) -> dialogs(calls, version);
                    case News.OfPresence(var open, var talking) -> presence(open, talking);
                    case News.OfVoicemail(var voicemail) -> summary(voicemail);
                };
    }

    private Body dialogs(List<CallSeen> calls, long version) {
        var now = new LinkedHashMap<String, DialogInfo.Call>();
        for (var call : calls) now.put(id(call), dialog(call));
        var all = new ArrayList<>(now.values());
        told.forEach((id, call) -> {
            if (!now.containsKey(id)) all.add(terminated(call));
        });
        told = now;
        return new DialogInfo(version, true, entity, all).write();
    }

    private static String id(CallSeen call) {
        return call.call() + (call.inbound() ? ".in" : ".out");
    }

    private DialogInfo.Call dialog(CallSeen call) {
        return new DialogInfo.Call(
                id(call),
                Optional.of(call.inbound() ? Direction.RECIPIENT : Direction.INITIATOR),
                call.phase() == CallSeen.Phase.RINGING ? State.EARLY : State.CONFIRMED,
                Optional.of(new DialogInfo.Party(entity, Optional.empty())),
                Optional.of(party(call.remote())));
    }

    private static DialogInfo.Party party(Party party) {
        return new DialogInfo.Party(party.uri(), party.name());
    }

    private static DialogInfo.Call terminated(DialogInfo.Call call) {
        return new DialogInfo.Call(
                call.id(), call.direction(), State.TERMINATED, call.local(), call.remote());
    }

    private Body presence(boolean open, boolean talking) {
        var tuple =
                new Pidf.Tuple(
                        "ringdown", Optional.of(open), Optional.of(entity), Optional.empty());
        var notes = talking ? List.of("On the phone") : List.<String>of();
        return new Pidf(entity, List.of(tuple), notes).write();
    }

    private Body summary(Voicemail voicemail) {
        var counts =
                Map.of(
                        MessageSummary.VOICE,
                        new MessageSummary.Counts(voicemail.fresh(), voicemail.old()));
        return new MessageSummary(voicemail.waiting(), Optional.of(entity), counts).write();
    }
}
