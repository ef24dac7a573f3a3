package org.ringdown.flash;

import java.util.List;
import java.util.Optional;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** What happens to a phone: what its client says, and what the house tells it. */
public sealed interface FlashEvent {
    /** The client wants to be let in. */
    record Connects(Greeting greeting) implements FlashEvent {}

    /** The client calls a method of ours. */
    record Commands(String name, double transaction, List<AmfValue> arguments)
            implements FlashEvent {
        public Commands {
            arguments = List.copyOf(arguments);
        }

        /** The text at this place; empty where there is none. */
        Optional<String> text(int index) {
            return at(index).flatMap(AmfValue::text).filter(text -> !text.isEmpty());
        }

        /** The truth at this place; false where there is none. */
        boolean flag(int index) {
            return at(index).flatMap(AmfValue::bool).orElse(false);
        }

        /** All texts from this place on. */
        List<String> texts(int from) {
            return arguments.stream().skip(from).flatMap(value -> value.text().stream()).toList();
        }

        Optional<AmfValue> at(int index) {
            return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
        }
    }

    /** The client wants to send under a name. */
    record Publishes(int stream, String name) implements FlashEvent {}

    /** The client wants to hear what goes by a name. */
    record Plays(int stream, String name) implements FlashEvent {}

    /** The client is about to play, as some do who expect that somebody is called for it. */
    record Subscribes(String name) implements FlashEvent {}

    /** The client sends or hears no more on it. */
    record Closes(int stream) implements FlashEvent {}

    /** Whoever the client says it is, it is. */
    record Admitted() implements FlashEvent {}

    /** It is not, or may not come in like this; {@code why} is for people. */
    record NotAdmitted(String why) implements FlashEvent {}

    /** What became of {@link FlashOrder.Take}. */
    record Took(Places.Standing standing) implements FlashEvent {}

    /** The call at the place that this client shares is over. */
    record PlaceLeft(String why) implements FlashEvent {}

    /** What the gateway tells a page. */
    record Hears(ToPage message) implements FlashEvent {}
}
