# SPDX-License-Identifier: MIT
# Asks Debian's module `selinux` of Ruby what debian.tsv says, and prints what it answers: one line for each call.
require 'json'
require 'selinux'

work = ENV.fetch('WORK')
last = nil
seen = Hash.new(0)
$stdout.sync = true

def shown(value)
  case value
  when nil, true, false, Integer, String then value.inspect
  when Array then value.first == -1 ? '-1' : value.map { |one| shown(one) }.join(' ') # what failed set nothing
  else 'a pointer'
  end
end

File.foreach("#{__dir__}/debian.tsv") do |row|
  next if row.start_with?('#')
  name, text = row.chomp.split("\t")
  arguments = JSON.parse(text.gsub('$WORK', work)).map { |one| one == '@' ? last : one }
  key = "ruby/#{name}/" + text.delete('[]" $').tr(':/', '._')
  seen[key] += 1
  key += "/#{seen[key]}" if seen[key] > 1
  unless Selinux.respond_to?(name)
    puts "#{key}: no such function"
    next
  end
  begin
    result = Selinux.public_send(name, *arguments)
    last = result unless [NilClass, TrueClass, FalseClass, Integer, String, Array].include?(result.class)
    text = shown(result)
  rescue ArgumentError, TypeError
    text = 'other arguments are wanted'
  rescue StandardError => error
    text = "#{error.class} #{error.message.lines.first}".chomp
  end
  puts "#{key}: #{text}".gsub(work, '$WORK')
end
