package org.ringdown.ladder;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Quality;

/** What has been noted of one leg's media. Part of the ladders' mailbox. */
final class MediaLog {
    /** The page whose media it is; empty for a SIP leg. */
    private final Optional<String> page;

    private boolean reached;
    private boolean keyed;
    private Optional<String> unkeyed = Optional.empty();
    private boolean everHeard;
    private Optional<String> codec = Optional.empty();
    private Optional<String> transcodedFrom = Optional.empty();
    private Optional<String> from = Optional.empty();
    private Optional<String> to = Optional.empty();
    private boolean silent;
    private long silentSince;
    private Optional<String> foreign = Optional.empty();
    private Optional<Integer> unagreed = Optional.empty();
    private boolean lost;
    private boolean closed;
    private MediaNote.Closed figures = new MediaNote.Closed(0, 0, 0, Quality.UNKNOWN);

    MediaLog(Optional<String> page) {
        this.page = page;
    }

    /** @return the line for the ladder; empty where it says nothing new */
    String take(MediaNote note, long at) {
        return switch (note) {
            case MediaNote.Reached(var address, var tcp) -> {
                reached = true;
                lost = false;
                from = Optional.of(text(address));
                yield "ICE reached the page at " + text(address) + (tcp ? " by TCP" : "");
            }
            case MediaNote.Streamed() -> {
                reached = true;
                keyed = true;
                yield "media in messages of its own connection";
            }
            case MediaNote.Keyed() -> {
                keyed = true;
                yield "DTLS handshake done";
            }
            case MediaNote.Unkeyed(var why) -> {
                unkeyed = Optional.of(why);
                yield "DTLS handshake failed: " + why;
            }
            case MediaNote.Heard(var address, var name) -> {
                everHeard = true;
                silent = false;
                codec = Optional.of(name);
                if (address.getPort() != 0) from = Optional.of(text(address));
                yield "sound heard: " + CodecNames.shown(name) + " from " + end(address);
            }
            case MediaNote.Silent(var ever) -> {
                silent = true;
                silentSince = at;
                yield ever ? "nothing heard for 3 s" : "nothing heard yet, after 3 s";
            }
            case MediaNote.Spoken(var address) -> {
                to = Optional.of(end(address));
                yield "sound sent to " + end(address);
            }
            case MediaNote.Transcoded(var theirs, var ours) -> {
                transcodedFrom = Optional.of(theirs);
                yield "sound converted from "
                        + CodecNames.shown(theirs)
                        + " to "
                        + CodecNames.shown(ours);
            }
            case MediaNote.Foreign(var address) -> {
                foreign = Optional.of(text(address));
                yield "sound from " + text(address) + " not believed: that is not their address";
            }
            case MediaNote.Unagreed(var type) -> {
                unagreed = Optional.of(type);
                yield "sound of payload type " + type + " dropped: not agreed";
            }
            case MediaNote.Lost() -> {
                lost = true;
                yield "no sign of life of the page any more";
            }
            case MediaNote.Closed last -> {
                closed = true;
                figures = last;
                yield "media closed: "
                        + last.heard()
                        + " packets heard, "
                        + last.spoken()
                        + " sent, "
                        + last.missing()
                        + " missing";
            }
        };
    }

    boolean isClosed() {
        return closed;
    }

    boolean isPage() {
        return page.isPresent();
    }

    boolean isUneventful() {
        boolean met = !isPage() || reached && keyed;
        return met && everHeard && !silent && unkeyed.isEmpty() && !lost;
    }

    LegMedia as(String party, long begun) {
        return new LegMedia(
                page.orElse(party),
                isPage(),
                reached,
                keyed,
                unkeyed,
                everHeard,
                codec,
                transcodedFrom,
                from,
                to,
                silent,
                silent ? silentSince - begun : 0,
                foreign,
                unagreed,
                lost,
                closed,
                figures);
    }

    /** What has no address is the client at the other end of a connection. */
    private static String end(InetSocketAddress address) {
        return address.getPort() == 0 ? "the client" : text(address);
    }

    static String text(InetSocketAddress address) {
        if (address.getPort() == 0) return "nowhere";
        String host =
                address.getAddress() == null
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
