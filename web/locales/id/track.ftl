# track
