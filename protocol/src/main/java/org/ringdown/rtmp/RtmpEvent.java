package org.ringdown.rtmp;

import java.util.Optional;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.Message;
import org.ringdown.rtmp.message.Status;
import org.ringdown.rtmp.message.UserControl;

/** What has happened in a session. */
public sealed interface RtmpEvent {
    /** To a server: a client wants to be let in; accept or reject it. */
    record Connecting(Command.Connect connect) implements RtmpEvent {}

    /** To a client: it is in. */
    record Connected(Command.Result result) implements RtmpEvent {}

    /** To a client: it is not let in. */
    record Rejected(Status status) implements RtmpEvent {}

    /** To a client: the stream that it asked for by this transaction. */
    record StreamOpened(double transaction, int stream) implements RtmpEvent {}

    /** To a server: a client wants to send under a name; start or refuse it. */
    record Publishing(int stream, Command.Publish publish) implements RtmpEvent {}

    /** To a server: a client wants to hear what goes by a name; start or refuse it. */
    record Playing(int stream, Command.Play play) implements RtmpEvent {}

    /** To a server: a client sends or hears no more on it. */
    record StreamClosed(int stream) implements RtmpEvent {}

    /** To a client: what has become of a stream, or of the connection (0). */
    record StatusTold(int stream, Status status) implements RtmpEvent {}

    /** To a client: it is to connect anew, elsewhere if that is said (Enhanced RTMP v2, "Reconnect Request"). */
    record ReconnectAsked(Optional<String> tcUrl) implements RtmpEvent {}

    /** A command that the session has no answer for: those of phones, results of calls of ours, pause, receiveAudio. */
    record Called(int stream, Command command) implements RtmpEvent {}

    record Sound(Message.Audio audio) implements RtmpEvent {}

    record Picture(Message.Video video) implements RtmpEvent {}

    record Told(Message.Data data) implements RtmpEvent {}

    /** Such as the end of a stream; pings are answered before. */
    record Controlled(UserControl control) implements RtmpEvent {}

    /** The session is over: send what waits, and close the connection. The last event. */
    record Ended(Ending ending) implements RtmpEvent {}

    /** Why it is over. */
    record Ending(Reason reason, String why) {
        public enum Reason {
            /** No handshake ({@link org.ringdown.rtmp.handshake.Refusal}). */
            NO_HANDSHAKE,
            /** Nobody can say where the next message begins. */
            MALFORMED,
            /** What was said cannot be said there. */
            OUT_OF_ORDER,
            /** It has not connected in time. */
            TOO_SLOW,
            /** Nobody is there any more. */
            SILENT,
            /** It does not read what it is told. */
            UNREAD,
            REJECTED,
            /** The peer closed it. */
            LEFT,
            /** We closed it. */
            CLOSED
        }
    }
}
