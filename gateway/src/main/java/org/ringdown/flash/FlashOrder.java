package org.ringdown.flash;

import java.util.List;
import org.ringdown.page.FromPage;
import org.ringdown.rtmp.amf.AmfValue;

/** What a phone's table wants done. */
public sealed interface FlashOrder {
    /** Believe the client, or not: {@link FlashEvent.Admitted}, {@link FlashEvent.NotAdmitted}. */
    record Admit(Credentials credentials) implements FlashOrder {}

    /**
     * Become a page of the user who was admitted; the gateway answers with a welcome.
     *
     * @param register whether it takes incoming calls
     */
    record Greet(boolean register) implements FlashOrder {}

    /** As a page says it. */
    record Say(FromPage message) implements FlashOrder {}

    /** What is on the client's streams is the sound of this media from now on. */
    record Carry(String m) implements FlashOrder {}

    /** Be this at a place that other connections may share: {@link FlashEvent.Took}. */
    record Take(Address place, Places.Role role) implements FlashOrder {}

    /** Be it no more. */
    record Leave(Places.Role role) implements FlashOrder {}

    /** For the client's end of the connection. */
    sealed interface ToClient extends FlashOrder {}

    record LetIn() implements ToClient {}

    record SendAway(String why) implements ToClient {}

    /** Calls a method of the client. */
    record Invoke(String method, List<AmfValue> arguments) implements ToClient {
        public Invoke {
            arguments = List.copyOf(arguments);
        }

        static Invoke of(String method, Object... arguments) {
            return new Invoke(method, List.of(arguments).stream().map(Invoke::value).toList());
        }

        private static AmfValue value(Object value) {
            return switch (value) {
                case String text -> AmfValue.of(text);
                case Boolean flag -> AmfValue.of(flag);
                case Number number -> AmfValue.of(number.doubleValue());
                case AmfValue ready -> ready;
                default -> throw new IllegalArgumentException("no AMF for " + value.getClass());
            };
        }
    }

    /** Answers a call of the client's. */
    record Answer(double transaction, AmfValue value) implements ToClient {}

    record Refuse(double transaction, String why) implements ToClient {}

    record Publish(int stream, String name) implements ToClient {}

    record NotPublish(int stream, String why) implements ToClient {}

    record Play(int stream, String name) implements ToClient {}

    record NotPlay(int stream, String why) implements ToClient {}

    /** What is played has come to its end. */
    record EndPlay(int stream, String name) implements ToClient {}

    /** Nothing more is to be said: the connection ends when that has been sent. */
    record Part(String why) implements ToClient {}
}
