package org.ringdown;

import java.util.ArrayList;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallListener;
import org.ringdown.call.Calls;
import org.ringdown.cli.CannotStart;
import org.ringdown.config.Configuration;
import org.ringdown.live.LiveDestinations;
import org.ringdown.live.LiveStreams;
import org.ringdown.live.LiveUrl;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** Whither calls may be streamed, as the configuration has it. */
final class LiveSide {
    private LiveSide() {}

    static LiveStreams of(
            Configuration.Streams written,
            Calls calls,
            Clock clock,
            Timers timers,
            RandomGenerator random)
            throws CannotStart {
        var allowed = new ArrayList<LiveUrl>();
        for (var text : written.to())
            allowed.add(
                    LiveUrl.prefix(text)
                            .orElseThrow(() ->
                                    new CannotStart(
                                            CannotStart.CONFIGURATION,
                                            "streams.to: "
                                                    + text
                                                    + " is not the beginning of a stream's URL; write rtmp://live.example.com/app/")));
        return new LiveStreams(
                new LiveDestinations(allowed), new Streamed(calls), clock, timers, random);
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
}
