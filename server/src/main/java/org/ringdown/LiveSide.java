package org.ringdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallListener;
import org.ringdown.call.CallVoice;
import org.ringdown.call.Calls;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.live.BroughtStreams;
import org.ringdown.live.LiveDestinations;
import org.ringdown.live.LiveStreams;
import org.ringdown.live.LiveUrl;
import org.ringdown.page.PageDoor;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;

/**
 * Live streams, as far as the configuration lets them.
 *
 * @param out whither calls are streamed
 * @param in which streams are brought into calls
 */
record LiveSide(LiveStreams out, BroughtStreams in) implements AutoCloseable {
    private static final int UNAVAILABLE = 503;

    static LiveSide of(
            Configuration.Streams written,
            Parts parts,
            Clock clock,
            Timers timers,
            RandomGenerator random)
            throws CannotStart {
        var calls = parts.gateway().calls();
        return new LiveSide(
                new LiveStreams(
                        allowed("streams.to", written.to()),
                        new Streamed(calls),
                        clock,
                        timers,
                        random),
                new BroughtStreams(
                        allowed("streams.from", written.from()),
                        new Heard(calls, parts.gateway().pages(), parts.entry().mint()),
                        written.patience(),
                        clock,
                        timers,
                        random));
    }

    private static LiveDestinations allowed(String key, List<String> written) throws CannotStart {
        var allowed = new ArrayList<LiveUrl>();
        for (var text : written)
            allowed.add(
                    LiveUrl.prefix(text)
                            .orElseThrow(() ->
                                    new CannotStart(
                                            CannotStart.CONFIGURATION,
                                            key
                                                    + ": "
                                                    + text
                                                    + " is not the beginning of a stream's URL; write rtmp://live.example.com/app/")));
        return new LiveDestinations(allowed);
    }

    @Override
    public void close() {
        out.close();
        in.close();
    }

    private record Streamed(Calls calls) implements LiveStreams.House {
        @Override
        public boolean isOpen(String call) {
            return calls.isOpen(call);
        }

        @Override
        public boolean listen(String call, CallListener listener) {
            return calls.listen(call, listener);
        }

        @Override
        public void leave(String call, CallListener listener) {
            calls.leave(call, listener);
        }
    }

    private record Heard(Calls calls, PageDoor pages, TokenMint mint)
            implements BroughtStreams.House {
        @Override
        public boolean isOpen(String call) {
            return calls.isOpen(call);
        }

        @Override
        public boolean speak(String call, CallVoice voice) {
            return calls.speak(call, voice);
        }

        @Override
        public void hush(String call, CallVoice voice) {
            calls.hush(call, voice);
        }

        @Override
        public void end(String call, String why) {
            calls.end(call, Ending.of(EndReason.NETWORK_LOST, Ending.By.SYSTEM, UNAVAILABLE, why));
        }

        /** For any number but those of emergencies, which a token with patterns does not reach. */
        @Override
        public String token(String user) {
            return mint.mint(
                    new TokenMint.Order(
                            user, List.of("*"), Optional.empty(), SignedTokens.LONGEST));
        }
    }
}
