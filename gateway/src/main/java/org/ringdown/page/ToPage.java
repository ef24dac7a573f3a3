package org.ringdown.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.media.LegSound;

/** A message for a page. */
public sealed interface ToPage {
    record Welcome(
            int version,
            String user,
            String page,
            String resume,
            List<IceServer> iceServers,
            List<CallInfo> calls)
            implements ToPage {
        public Welcome {
            iceServers = List.copyOf(iceServers);
            calls = List.copyOf(calls);
        }
    }

    /** The key by which the page's browser can be woken once the page is closed (RFC 8292 §4). */
    record PushKey(String key) implements ToPage {}

    /** Those of the welcome will not serve much longer: these do instead. */
    record IceServersRenewed(List<IceServer> iceServers) implements ToPage {
        public IceServersRenewed {
            iceServers = List.copyOf(iceServers);
        }
    }

    record MediaAnswer(String m, String answer) implements ToPage {}

    /** The attempt {@code ref} was accepted and is this call. */
    record Calling(String ref, String call, String sipCallId, Party remote) implements ToPage {}

    /** @param video whether the caller wants to see and be seen */
    record Incoming(
            String call,
            String sipCallId,
            Party remote,
            String to,
            Map<String, String> headers,
            boolean video)
            implements ToPage {
        public Incoming {
            headers = Map.copyOf(headers);
        }
    }

    /** @param early whether the far end's own sound is heard while it rings */
    record Ringing(String call, boolean early) implements ToPage {}

    record Answered(String call) implements ToPage {}

    /**
     * The codec that the page must send from now on, under its own payload type.
     *
     * @param redundant whether it should say things again (RFC 2198)
     */
    record SendCodec(
            String call,
            String m,
            String mid,
            int pt,
            String name,
            int clockRate,
            boolean redundant)
            implements ToPage {}

    /**
     * What of pictures there is in a call: the codec that the page must send them in, or why there are none.
     *
     * @param theirs whether the other side wants to see and be seen
     * @param reason "not-offered" or "codec-mismatch", where the page wants pictures and gets none
     */
    record Video(
            String call,
            String m,
            boolean theirs,
            Optional<VideoCodec> codec,
            Optional<String> reason)
            implements ToPage {}

    record VideoCodec(String mid, int pt, String name, int clockRate) {}

    /** A call of this user changed, or another page holds it now. */
    record CallUpdate(CallInfo call) implements ToPage {}

    record Pulled(String call) implements ToPage {}

    /** Who holds: the page's side, the far end. */
    record Held(String call, Hold hold) implements ToPage {}

    /** How far the transfer has come that the page asked for: "trying", "ringing", "done", "failed". */
    record TransferProgress(String call, String status, OptionalInt sip) implements ToPage {}

    record Hold(boolean local, boolean remote) {}

    /** @param by "local" (the page's own side), "remote" or "system" */
    record Ended(
            String call,
            String reason,
            String by,
            Optional<SipStatus> sip,
            OptionalInt q850,
            long durationMs)
            implements ToPage {}

    /** The far end pressed a key. */
    record KeyHeard(String call, char digit) implements ToPage {}

    /** Something the page asked for was refused. {@code ref}, {@code call} and {@code m} name what, where they are known. */
    record Failure(
            String code,
            String message,
            String hint,
            boolean retryable,
            Optional<String> ref,
            Optional<String> call,
            Optional<String> m,
            Optional<SipStatus> sip)
            implements ToPage {
        /** One that is about the page itself, not about a call. */
        public static Failure ofPage(String code, String message, String hint, boolean retryable) {
            return new Failure(
                    code,
                    message,
                    hint,
                    retryable,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** What the page asked for under {@code ref} was done. */
    record Done(String ref) implements ToPage {}

    /** @param from a SIP URI, to which a message may be sent back */
    record Message(String from, String body) implements ToPage {}

    /** @param count of new voice messages; 0 where only is known whether there are any */
    record Voicemail(boolean waiting, int count) implements ToPage {}

    /** What the far end of a call said by INFO. */
    record Info(String call, String contentType, String body) implements ToPage {}

    /** The call is recorded from now on, or no longer. */
    record Recording(String call, boolean on) implements ToPage {}

    /**
     * How a call sounds to the gateway.
     *
     * @param here between this page and the gateway
     * @param there between the gateway and the far end; empty where it has no network
     */
    record Stats(String call, LegSound here, Optional<LegSound> there) implements ToPage {}

    record Pong() implements ToPage {}

    record SipStatus(int code, String reason) {}

    record Party(String uri, Optional<String> number, Optional<String> name) {}

    record IceServer(List<String> urls, Optional<String> username, Optional<String> credential) {
        public IceServer {
            urls = List.copyOf(urls);
        }
    }

    /**
     * A call as one page of its user sees it.
     *
     * @param state of {@code CallState} in the SDK
     * @param startedAt wall time in milliseconds
     * @param here whether this page holds the call's media
     * @param mine whether the page held it whose resume token this page presented
     */
    record CallInfo(
            String call,
            String sipCallId,
            String direction,
            String state,
            Party remote,
            long startedAt,
            Optional<Long> answeredAt,
            Hold hold,
            boolean recording,
            boolean here,
            boolean mine) {}
}
