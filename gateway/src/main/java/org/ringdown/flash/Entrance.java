package org.ringdown.flash;

import java.util.Optional;
import java.util.function.Supplier;

/** Judges who somebody is that does not come with a page. May block for a moment: a hash is meant to cost something. */
public interface Entrance {
    /**
     * @param address where the client is
     * @param isPrivate whether nobody between it and us can read what it shows
     */
    Admission admit(Credentials shown, String address, boolean isPrivate);

    /** What became of it. */
    sealed interface Admission {
        /**
         * @param user whom the client speaks for; "guest" for all of those who are nobody
         * @param token by which the gateway believes that
         * @param renewal makes another one of the same kind; empty where the client has to bring it
         * @param farewell is to be said when the client goes
         */
        record Granted(
                String user, String token, Optional<Supplier<String>> renewal, Runnable farewell)
                implements Admission {
            public Granted(String user, String token, Optional<Supplier<String>> renewal) {
                this(user, token, renewal, () -> {});
            }

            /** Never shows the token. */
            @Override
            public String toString() {
                return "Granted[" + user + "]";
            }
        }

        /** @param why for people; never quotes what was shown */
        record Refused(String why) implements Admission {}
    }
}
