package org.ringdown.ladder;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ringdown.ladder.Step.Channel;
import org.ringdown.ladder.Step.Way;
import org.ringdown.media.Codec;
import org.ringdown.media.MediaNote;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/**
 * What pages say, sorted into the calls that it is about. Media is opened before there is a call, so what is noted of a PeerConnection waits
 * for the call that takes it. Part of the ladders' mailbox.
 */
final class PageLog {
    private static final int MOST_CONNECTIONS = 16;
    private static final byte[] NOTHING = {};

    private final Function<String, CallLog> opened;
    private final Function<String, Optional<CallLog>> known;
    private final Map<Long, Page> pages = new HashMap<>();
    private final Map<String, Connection> byCname = new HashMap<>();

    /**
     * @param opened the log of a call of ours by its id, new where there is none
     * @param known the same, where there is one
     */
    PageLog(Function<String, CallLog> opened, Function<String, Optional<CallLog>> known) {
        this.opened = opened;
        this.known = known;
    }

    private static final class Page {
        final String party;
        String user = "page";
        String id = "";
        final Map<String, Connection> connections = new LinkedHashMap<>();
        final Map<String, String> attempts = new LinkedHashMap<>();

        Page(String party) {
            this.party = party;
        }
    }

    /** A PeerConnection; its log is its own until a call takes it over. */
    private static final class Connection {
        final String party;
        CallLog log;
        Optional<String> cname = Optional.empty();
        boolean taken;

        Connection(String party) {
            this.party = party;
            this.log = CallLog.waiting("", 0, Instant.EPOCH);
        }
    }

    void said(long at, long number, FromPage said) {
        var page = page(number);
        switch (said) {
            case FromPage.MediaOpen(var m, var offer) ->
                    add(at, Way.IN, connection(page, m), "media.open", Mask.sdp(offer));
            case FromPage.StreamOpen wish -> {
                var connection = connection(page, wish.m());
                named(connection, wish.cname(page.id));
                add(at, Way.IN, connection, "stream.open " + named(wish.sound()), NOTHING);
            }
            case FromPage.Dial dial -> {
                attempt(page, dial.ref(), dial.m());
                add(at, Way.IN, connection(page, dial.m()), "call " + dial.to(), NOTHING);
            }
            case FromPage.Answer(var call, var m) -> {
                ours(page, call).ifPresent(log -> take(page, m, log, false));
                add(at, Way.IN, page, call, "answer");
            }
            case FromPage.Pull(var call, var m) -> {
                ours(page, call).ifPresent(log -> take(page, m, log, log.isCaller(page.user)));
                add(at, Way.IN, page, call, "pull");
            }
            case FromPage.Reject(var call, var busy) ->
                    add(at, Way.IN, page, call, busy ? "reject (busy)" : "reject");
            case FromPage.Hangup(var call) -> add(at, Way.IN, page, call, "hangup");
            case FromPage.Dtmf dtmf -> {
                ours(page, dtmf.call()).ifPresent(CallLog::keys);
                String keys = dtmf.digits().length() + " keys (hidden)";
                add(at, Way.IN, page, dtmf.call(), "dtmf, " + keys);
            }
            default -> {} // tokens and pings; nothing of a call
        }
    }

    private static String named(List<Codec> sound) {
        return sound.stream()
                .filter(codec -> !codec.isTelephoneEvent())
                .map(codec -> CodecNames.shown(codec.name()))
                .collect(Collectors.joining(", "));
    }

    private static String pictures(ToPage.Video video) {
        return video.codec()
                .map(codec -> codec.name())
                .or(video::reason)
                .orElse(video.theirs() ? "offered" : "off");
    }

    void told(long at, long number, ToPage told) {
        var page = page(number);
        switch (told) {
            case ToPage.Welcome welcome -> {
                page.user = welcome.user();
                page.id = welcome.page();
            }
            case ToPage.MediaAnswer(var m, var answer) -> {
                var connection = connection(page, m);
                cname(connection, answer);
                add(at, Way.OUT, connection, "media.answer", Mask.sdp(answer));
            }
            case ToPage.Calling calling -> {
                var m = page.attempts.remove(calling.ref());
                if (m != null) take(page, m, opened.apply(call(calling.call())), true);
                add(at, Way.OUT, page, calling.call(), "calling");
            }
            case ToPage.Incoming in -> {
                opened.apply(call(in.call())).party(shown(page, false));
                add(at, Way.OUT, page, in.call(), "incoming from " + in.remote().uri());
            }
            case ToPage.Ringing(var call, var early) ->
                    add(at, Way.OUT, page, call, early ? "ringing (early media)" : "ringing");
            case ToPage.Answered(var call) -> add(at, Way.OUT, page, call, "answered");
            case ToPage.SendCodec codec -> add(at, Way.OUT, page, codec.call(), spoken(codec));
            case ToPage.Video video ->
                    add(at, Way.OUT, page, video.call(), "video " + pictures(video));
            case ToPage.CallUpdate(var call) ->
                    add(at, Way.OUT, page, call.call(), "call-update " + call.state());
            case ToPage.Pulled(var call) -> add(at, Way.OUT, page, call, "pulled");
            case ToPage.Ended ended ->
                    add(
                            at,
                            Way.OUT,
                            page,
                            ended.call(),
                            "ended " + ended.reason() + " by " + ended.by());
            case ToPage.KeyHeard(var call, _) ->
                    add(at, Way.OUT, page, call, "dtmf, 1 key (hidden)");
            case ToPage.Failure failure ->
                    failure.call()
                            .ifPresent(call ->
                                    add(at, Way.OUT, page, call, "error " + failure.code()));
            default -> {}
        }
    }

    void gone(long number) {
        var page = pages.remove(number);
        if (page == null) return;
        page.connections.values().stream()
                .filter(connection -> !connection.taken)
                .forEach(connection -> connection.cname.ifPresent(byCname::remove));
    }

    /** Takes a milestone of a page's media; the call that it belongs to, if one has taken it. */
    Optional<CallLog> media(Note.Media media) {
        var connection = byCname.get(media.cname());
        if (connection == null) return Optional.empty();
        connection.log.media(
                media.at(), media.cname(), Optional.of(connection.party), media.note());
        if (media.note() instanceof MediaNote.Closed) byCname.remove(media.cname());
        return connection.taken ? Optional.of(connection.log) : Optional.empty();
    }

    void forget(CallLog call) {
        byCname.values().removeIf(connection -> connection.log == call);
        pages.values().forEach(page -> page.connections.values().removeIf(c -> c.log == call));
    }

    private Page page(long number) {
        return pages.computeIfAbsent(number, _ -> new Page("page-" + number));
    }

    private static String spoken(ToPage.SendCodec codec) {
        return "codec "
                + CodecNames.shown(codec.name())
                + (codec.redundant() ? ", with redundancy" : "");
    }

    private static void attempt(Page page, String ref, String m) {
        if (page.attempts.size() >= MOST_CONNECTIONS)
            page.attempts.remove(page.attempts.keySet().iterator().next());
        page.attempts.put(ref, m);
    }

    private Connection connection(Page page, String m) {
        var known = page.connections.get(m);
        if (known != null) return known;
        if (page.connections.size() >= MOST_CONNECTIONS) {
            var oldest = page.connections.remove(page.connections.keySet().iterator().next());
            if (!oldest.taken) oldest.cname.ifPresent(byCname::remove);
        }
        var made = new Connection(page.party);
        page.connections.put(m, made);
        return made;
    }

    /** The name under which the media floor reports of this PeerConnection stands in our answer. */
    private void cname(Connection connection, String answer) {
        int from = answer.indexOf(" cname:");
        if (from < 0) return;
        int end = from + 7;
        while (end < answer.length() && answer.charAt(end) > ' ') end++;
        named(connection, answer.substring(from + 7, end));
    }

    private void named(Connection connection, String cname) {
        connection.cname = Optional.of(cname);
        byCname.put(cname, connection);
    }

    private void take(Page page, String m, CallLog call, boolean caller) {
        call.party(shown(page, caller));
        var connection = connection(page, m);
        if (connection.log == call) return;
        if (!connection.taken) call.absorb(connection.log);
        connection.log = call;
        connection.taken = true;
    }

    private static LadderParty shown(Page page, boolean caller) {
        return new LadderParty(page.party, page.user, page.id, "page", caller);
    }

    /** Pages know a call by their leg of it. */
    private static String call(String leg) {
        int dot = leg.indexOf('.');
        return dot < 0 ? leg : leg.substring(0, dot);
    }

    /** A call that this page, or another of the same user, has part in: a page may name any. */
    private Optional<CallLog> ours(Page page, String leg) {
        return known.apply(call(leg))
                .filter(log -> log.knows(page.party) || log.has("page", page.user));
    }

    private static void add(long at, Way way, Connection connection, String label, byte[] masked) {
        connection.log.message(at, Channel.PAGE, way, connection.party, label, masked);
    }

    private void add(long at, Way way, Page page, String leg, String label) {
        // Every page of a user hears of its calls; a column is for those that took part.
        known.apply(call(leg))
                .filter(log -> log.knows(page.party))
                .ifPresent(log -> log.message(at, Channel.PAGE, way, page.party, label, NOTHING));
    }
}
