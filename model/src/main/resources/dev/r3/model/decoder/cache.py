  # ---- the cache ----

  # Gives the cache room for so many rows of so many tokens; what it holds within that stays.
  def resize_cache(self: __torch__.Decoder, rows: int, tokens: int) -> int:
    keys: List[Tensor] = []
    values: List[Tensor] = []
    shape = [rows, self.key_value_heads, tokens, self.head_size]
    for i in range(self.layers):
      k = torch.zeros(shape, dtype=ops.prim.dtype(self.weights[0]), device=ops.prim.device(self.weights[0]))
      v = torch.zeros(shape, dtype=ops.prim.dtype(self.weights[0]), device=ops.prim.device(self.weights[0]))
      if torch.gt(len(self.keys), 0):
        S = ops.prim.min([rows, torch.size(self.keys[i], 0)])
        C = ops.prim.min([tokens, torch.size(self.keys[i], 2)])
        torch.copy_(self.part(k, 0, S, C), self.part(self.keys[i], 0, S, C))
        torch.copy_(self.part(v, 0, S, C), self.part(self.values[i], 0, S, C))
      keys.append(k)
      values.append(v)
    self.keys = keys
    self.values = values
    return rows * tokens

  def release_cache(self: __torch__.Decoder) -> int:
    none: List[Tensor] = []
    self.keys = none
    self.values = none
    return 0

  # The first so many tokens of rows [row, end).
  def part(self: __torch__.Decoder, cache: Tensor, row: int, end: int, tokens: int) -> Tensor:
    return torch.slice(torch.slice(cache, 0, row, end, 1), 2, 0, tokens, 1)

  # Copies a row's first so many tokens to rows [first, end).
  def copy_row(self: __torch__.Decoder, row: int, first: int, end: int, tokens: int) -> int:
    for i in range(self.layers):
      keys = self.keys[i]
      values = self.values[i]
      torch.copy_(self.part(keys, first, end, tokens), self.part(keys, row, row + 1, tokens))
      torch.copy_(self.part(values, first, end, tokens), self.part(values, row, row + 1, tokens))
    return tokens

  # A row may go on from a trunk: another row whose first tokens, as many as its offset, come before its own.

  # Writes the keys and values of new tokens, [B, T, K, D], to their places, [B * T * K] of the cache's [S * K * C].
  def remember(self: __torch__.Decoder, i: int, k: Tensor, v: Tensor, places: Tensor) -> int:
    D = self.head_size
    torch.index_copy_(torch.view(self.keys[i], [-1, D]), 0, places, torch.reshape(k, [-1, D]))
    torch.index_copy_(torch.view(self.values[i], [-1, D]), 0, places, torch.reshape(v, [-1, D]))
    return i

  # The first so many tokens of a cache's rows [B], after those of their trunks [B]: [B, K, trunk_seen + seen, D].
  def gather(self: __torch__.Decoder, cache: Tensor, rows: Tensor, seen: int, trunks: Tensor, trunk_seen: int) -> Tensor:
    own = torch.index_select(torch.slice(cache, 2, 0, seen, 1), 0, rows)
    if torch.gt(trunk_seen, 0):
      own = torch.cat([torch.index_select(torch.slice(cache, 2, 0, trunk_seen, 1), 0, trunks), own], 2)
    return own

  # Attention of one token a row, q [B, 1, N, D], to its own keys and values [B, K, seen, D] and to its trunk's
  # [P, K, trunk_seen, D], which all rows of a trunk share. members: [P * M], the rows of each trunk, any row where it
  # has fewer; places: [B], where a row is among the members, any place if it has no trunk; both empty where the members
  # are the rows in their order; has_trunk: [B, 1, 1, 1]
  def attend_with_trunk(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, trunk_k: Tensor, trunk_v: Tensor, members: Tensor, places: Tensor, has_trunk: Tensor, mask: Tensor, trunk_mask: Tensor) -> Tensor:
    B = torch.size(q, 0)
    P = torch.size(trunk_k, 0)
    M = torch.size(members, 0) // P
    if torch.eq(M, 0):
      M = B // P
    K = self.key_value_heads
    G = self.heads // K
    D = self.head_size
    near = torch.size(k, 2)
    far = torch.size(trunk_k, 2)
    q = torch.reshape(q, [B, K, G, D]) * (D ** -0.5)
    scores = torch.matmul(q, torch.transpose(k, 2, 3)) + mask                   # [B, K, G, near]
    trunk_scores = torch.matmul(self.by_trunk(q, members, P, M), torch.transpose(trunk_k, 2, 3))
    trunk_scores = self.by_row(trunk_scores, places, M) + trunk_mask            # [B, K, G, far]
    shares = torch.softmax(torch.cat([trunk_scores, scores], -1), -1)
    trunk_shares, own_shares = torch.split_with_sizes(shares, [far, near], -1)
    y = torch.matmul(own_shares, v)                                             # [B, K, G, D]
    trunk_y = torch.matmul(self.by_trunk(trunk_shares, members, P, M), trunk_v)
    y = torch.addcmul(y, self.by_row(trunk_y, places, M), has_trunk)
    return torch.reshape(y, [B, 1, self.heads * D])

  # [B, K, G, any] to [P, K, M * G, any]
  def by_trunk(self: __torch__.Decoder, x: Tensor, members: Tensor, P: int, M: int) -> Tensor:
    K = self.key_value_heads
    G = self.heads // K
    last = torch.size(x, 3)
    if torch.gt(torch.numel(members), 0):
      x = torch.index_select(x, 0, members)
    return torch.reshape(torch.transpose(torch.view(x, [P, M, K, G, last]), 1, 2), [P, K, M * G, last])

  # [P, K, M * G, any] to [B, K, G, any]
  def by_row(self: __torch__.Decoder, x: Tensor, places: Tensor, M: int) -> Tensor:
    K = self.key_value_heads
    G = self.heads // K
    P = torch.size(x, 0)
    last = torch.size(x, 3)
    x = torch.reshape(torch.transpose(torch.view(x, [P, K, M, G, last]), 1, 2), [P * M, K, G, last])
    if torch.gt(torch.numel(places), 0):
      x = torch.index_select(x, 0, places)
    return x

  # The first so many tokens of rows that are trunks, [P, K, tokens, D]: rows [first, end), or if there are none the chosen.
  def trunk_part(self: __torch__.Decoder, cache: Tensor, chosen: Tensor, first: int, end: int, tokens: int) -> Tensor:
    if torch.gt(end, first):
      part = self.part(cache, first, end, tokens)
    else:
      part = torch.index_select(torch.slice(cache, 2, 0, tokens, 1), 0, chosen)
    return part

  # Where in the cache tokens at these positions [B, T] of rows [B] stand: [B * T * K].
  def places(self: __torch__.Decoder, positions: Tensor, offsets: Tensor, rows: Tensor) -> Tensor:
    K = self.key_value_heads
    C = torch.size(self.keys[0], 2)
    starts = (torch.view(rows, [-1, 1, 1]) * K + torch.view(torch.arange(K), [1, 1, K])) * C    # [B, 1, K]
    return torch.flatten(starts + torch.unsqueeze(positions - offsets, 2))

  # Appends tokens [B, T] to rows [B] and scores what follows the last one of each, at index last [B] of [B * T]: [B, V].
  # offsets: [B, 1]. What stands at padding's positions in the cache is overwritten before it is seen.
  def extend(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, beyond: Tensor, rows: Tensor, seen: int, trunks: Tensor, offsets: Tensor, trunk_seen: int, last: Tensor) -> Tensor:
    x = torch.embedding(self.weights[0], tokens)                                # [B, T, H]
    dtype = ops.prim.dtype(x)
    cosines, sines = self.turns(positions, beyond, dtype)
    places = self.places(positions, offsets, rows)
    window = -1
    mask = x
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        near = self.near(positions - offsets, seen, window)
        if torch.gt(trunk_seen, 0):
          near = torch.cat([self.near_in_trunk(positions, offsets, trunk_seen, window), near], 2)
        mask = self.mask(near, dtype)
      w = self.layer_weights(i)
      q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)
      written = self.remember(i, k, v, places)
      k = self.gather(self.keys[i], rows, seen, trunks, trunk_seen)
      v = self.gather(self.values[i], rows, seen, trunks, trunk_seen)
      x = self.after_attention(x, self.attend(q, k, v, mask), w)
    x = torch.index_select(torch.flatten(x, 0, 1), 0, last)                     # [B, H]
    return self.score(self.norm(x, self.weights[1 + 12 * self.layers]))

  # Appends one token to each of the first B rows, and draws the next: see draw. tokens, positions, offsets: [B, 1];
  # trunks: [P], none if no row has one, see trunk_part; members and places: see attend_with_trunk
  def step(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, beyond: Tensor, rows: Tensor, seen: int, trunks: Tensor, first_trunk: int, end_trunk: int, offsets: Tensor, trunk_seen: int, members: Tensor, places: Tensor, shape: Tensor, greedy: bool, shaped: bool, penalised: Tensor) -> Tensor:
    B = torch.size(tokens, 0)
    x = torch.embedding(self.weights[0], tokens)                                # [B, 1, H]
    dtype = ops.prim.dtype(x)
    cosines, sines = self.turns(positions, beyond, dtype)
    new_places = self.places(positions, offsets, rows)
    has_trunk = torch.view(torch.to(torch.gt(offsets, 0), dtype), [B, 1, 1, 1])
    window = -1
    mask = x
    trunk_mask = x
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        mask = self.mask(self.near(positions - offsets, seen, window), dtype)
        trunk_mask = self.mask(self.near_in_trunk(positions, offsets, trunk_seen, window), dtype)
      w = self.layer_weights(i)
      q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)
      written = self.remember(i, k, v, new_places)
      k = self.part(self.keys[i], 0, B, seen)
      v = self.part(self.values[i], 0, B, seen)
      if torch.gt(trunk_seen, 0):
        trunk_k = self.trunk_part(self.keys[i], trunks, first_trunk, end_trunk, trunk_seen)
        trunk_v = self.trunk_part(self.values[i], trunks, first_trunk, end_trunk, trunk_seen)
        y = self.attend_with_trunk(q, k, v, trunk_k, trunk_v, members, places, has_trunk, mask, trunk_mask)
      else:
        y = self.attend(q, k, v, mask)
      x = self.after_attention(x, y, w)
    x = torch.squeeze(self.norm(x, self.weights[1 + 12 * self.layers]), 1)
    return self.draw(self.score(x), shape, greedy, shaped, penalised)
